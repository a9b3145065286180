// A form is sent once: a second press waits for the first. Sent again only after coming back.
(() => {
  // also those that stand outside the form and name it, such as Undo in a notice
  const buttonsOf = (form) => [...form.elements].filter((each) => each.type === "submit");

  const settle = (form) => {
    form.removeAttribute("aria-busy");
    for (const button of buttonsOf(form).filter((each) => "wasOn" in each.dataset)) {
      button.disabled = false;
      delete button.dataset.wasOn;
    }
  };

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.getAttribute("aria-busy") === "true") {
      event.preventDefault();
      event.stopImmediatePropagation();
      return;
    }
    if (form.method !== "post") return;
    form.setAttribute("aria-busy", "true");
    // After the browser has collected the form: the pressed button's own value must go along.
    setTimeout(() => {
      if (event.defaultPrevented && !form.closest("[hx-post], [data-hx-post], [data-then]")) return settle(form);
      for (const button of buttonsOf(form).filter((each) => !each.disabled)) {
        button.dataset.wasOn = "";
        button.disabled = true;
      }
    });
  }, true);

  // A form whose answer is a file: once that is here, the page says what became of it.
  document.addEventListener("submit", async (event) => {
    const form = event.target.closest("form[data-then]");
    if (!form || event.defaultPrevented) return;
    event.preventDefault();
    const { submitter } = event;
    const body = new FormData(form, submitter);
    const answer = await fetch(form.action, { method: "POST", body });
    const named = /filename\*=UTF-8''([^;]+)/.exec(answer.headers.get("Content-Disposition") || "");
    if (!named) {
      // Refused, so nothing was written: the browser asks again and shows the page that says why.
      form.removeAttribute("data-then");
      settle(form);
      form.requestSubmit(submitter);
      return;
    }
    const link = document.createElement("a");
    link.href = URL.createObjectURL(await answer.blob());
    link.download = decodeURIComponent(named[1]);
    link.click();
    location.assign(form.dataset.then);
  });

  document.addEventListener("htmx:afterRequest", (event) => {
    const form = event.detail.elt.closest("form");
    if (form) settle(form);
  });
  window.addEventListener("pageshow", () => document.querySelectorAll("form").forEach(settle));

  // What went wrong is said first.
  const say = (root) => root.querySelector(".wrong-list")?.focus();
  document.addEventListener("DOMContentLoaded", () => say(document));
  document.addEventListener("htmx:afterSwap", (event) => say(event.detail.target));
})();
