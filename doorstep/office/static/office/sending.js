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
      if (event.defaultPrevented && !form.closest("[hx-post], [data-hx-post]")) return settle(form);
      for (const button of buttonsOf(form).filter((each) => !each.disabled)) {
        button.dataset.wasOn = "";
        button.disabled = true;
      }
    });
  }, true);

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
