// A shared computer locks visibly: what stands on the page stays under the cover, and is not lost.
(() => {
  const cover = document.getElementById("cover");
  const form = cover.querySelector("form");
  const idle = Number(cover.dataset.minutes) * 60000;
  let used = Date.now();
  let told = used;
  let isLocked = false;

  const send = (address, body) =>
    fetch(address, { method: body ? "POST" : "GET", body, headers: { "X-Stay": "1" } });

  const close = () => {
    if (isLocked) return;
    isLocked = true;
    cover.showModal();
    send(cover.dataset.lock, new FormData(form));
  };

  // Whoever types a long note is not locked out by the server either.
  const mark = () => {
    if (isLocked) return;
    used = Date.now();
    if (used - told < 60000) return;
    told = used;
    send(cover.dataset.awake);
  };

  for (const kind of ["keydown", "pointerdown", "input"]) {
    document.addEventListener(kind, mark, true);
  }
  setInterval(() => {
    if (Date.now() - used > idle) close();
  }, 1000);
  cover.addEventListener("close", () => {
    if (isLocked) cover.showModal(); // Escape does not open it
  });

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const answer = await send(form.action, new FormData(form));
    if (answer.status === 422) {
      cover.querySelector("[role=alert]").hidden = false;
      return;
    }
    if (answer.status !== 204) {
      location.reload();
      return;
    }
    isLocked = false;
    used = told = Date.now();
    form.reset();
    cover.querySelector("[role=alert]").hidden = true;
    cover.close();
  });
})();
