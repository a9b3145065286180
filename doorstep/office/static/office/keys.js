// Keyboard: "/" goes to the search box; in lists j and k, or the arrows, go from row to row.
(() => {
  const typing = (element) =>
    element.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName);

  const rowsOf = (list) => [...list.querySelectorAll("tbody tr")].filter(handleOf);
  const handleOf = (row) =>
    row.querySelector("[data-handle]") || row.querySelector("a, button, input");

  const move = (from, step) => {
    const row = from.closest(".rows tbody tr");
    const list = row ? row.closest(".rows") : document.querySelector(".main .rows");
    if (!list) return false;
    const rows = rowsOf(list);
    const next = row ? rows[rows.indexOf(row) + step] : rows[step > 0 ? 0 : rows.length - 1];
    if (!next) return false;
    handleOf(next).focus();
    next.scrollIntoView({ block: "nearest" });
    return true;
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const target = event.target;
    const isTick = target.matches("input[type=checkbox]");
    if (typing(target) && !isTick) {
      if (event.key === "Escape" && target.type === "search") target.blur();
      return;
    }
    const inList = Boolean(target.closest(".rows"));
    const steps = { j: 1, k: -1 };
    if (inList) Object.assign(steps, { ArrowDown: 1, ArrowUp: -1 });
    if (event.key === "/") {
      const box = document.getElementById("find");
      if (box) {
        box.focus();
        box.select();
        event.preventDefault();
      }
    } else if (steps[event.key] && move(target, steps[event.key])) {
      event.preventDefault();
    } else if (event.key === "x" && inList) {
      target.closest("tr")?.querySelector("input[type=checkbox]")?.click();
    }
  });

  // One tick for all rows below it.
  document.addEventListener("change", (event) => {
    if (!event.target.matches("[data-tick-all]")) return;
    const ticks = event.target.closest("table").querySelectorAll("tbody input[type=checkbox]");
    for (const tick of ticks) tick.checked = event.target.checked;
  });

  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-print]")) window.print();
  });
})();
