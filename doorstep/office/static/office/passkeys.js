// Passkeys: the browser is asked for one, and its answer is sent with the form.
(() => {
  const { create, get } = window.webauthnJSON;

  const optionsOf = async (form) => {
    if (form.dataset.passkey !== "sign-in") {
      return JSON.parse(form.querySelector("script[type='application/json']").textContent);
    }
    const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
    return answer.json();
  };

  const answerOf = async (form) => {
    const given = await optionsOf(form);
    if (form.dataset.passkey !== "create") return get(given.request_options);
    const options = given.creation_options;
    const chosen = options.publicKey.authenticatorSelection;
    const isWhole = form.elements.passwordless?.checked ?? false;
    chosen.residentKey = isWhole ? "required" : "discouraged";
    chosen.requireResidentKey = isWhole;
    if (isWhole) chosen.userVerification = "required";
    return create(options);
  };

  for (const form of document.querySelectorAll("form[data-passkey]")) {
    form.hidden = !window.PublicKeyCredential;
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      try {
        form.elements.credential.value = JSON.stringify(await answerOf(form));
        form.submit();
      } catch {
        form.querySelector("[role=alert]").hidden = false;
      }
    });
  }
})();
