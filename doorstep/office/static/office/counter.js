// The counter: Enter goes on to the next field and saves at the last; a digit picks a kind.
(() => {
  const form = document.querySelector("form[data-steps]");
  if (!form) return;
  const [who, text] = [form.elements.who, form.elements.text];
  const kinds = [...form.querySelectorAll("input[name=kind]")];
  const pick = (kind) => {
    kind.checked = true;
    kind.dispatchEvent(new Event("change", { bubbles: true }));
    kind.focus();
  };

  form.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const at = kinds.indexOf(event.target);
    if (event.key === "Enter" && event.target === who) {
      (kinds.find((kind) => kind.checked) || kinds[0]).focus();
    } else if (event.key === "Enter" && at >= 0) {
      if (!kinds.some((kind) => kind.checked)) pick(kinds[at]);
      text.focus();
    } else if (at >= 0 && kinds[Number(event.key) - 1]) {
      pick(kinds[Number(event.key) - 1]);
    } else {
      return;
    }
    event.preventDefault();
  });

  // Whoever is signed out meanwhile is asked to sign in, unless something is being typed.
  document.addEventListener("htmx:beforeSwap", (event) => {
    const { target, xhr } = event.detail;
    if (target.id !== "asked" || !xhr.responseURL.includes("/account/login/")) return;
    event.detail.shouldSwap = false;
    if (!who.value && !text.value) location.reload();
  });
})();
