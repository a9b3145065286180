/* Keeps the field page itself on the phone; never what it fetches or sends. The lines above this
   one are Django's: BUILD names the version, FILES what a version is made of. */
/* global BUILD, FILES */
const CACHE = `field-${BUILD}`;
const PAGE = FILES[0];

self.addEventListener("install", (event) => {
  const fetched = FILES.map((file) => new Request(file, { cache: "reload", credentials: "omit" }));
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(fetched)));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) => names.filter((name) => name.startsWith("field-") && name !== CACHE))
      .then((old) => Promise.all(old.map((name) => caches.delete(name))))
      .then(() => self.clients.claim()),
  );
});

/* A new version waits until the page is started anew, or says that nothing is unsent. */
self.addEventListener("message", (event) => {
  if (event.data === "go") self.skipWaiting();
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin) return;
  const wanted = request.mode === "navigate" && pathname === PAGE ? PAGE : pathname;
  if (!FILES.includes(wanted)) return;
  event.respondWith(
    caches
      .open(CACHE)
      .then((cache) => cache.match(wanted))
      .then((kept) => kept || fetch(request)),
  );
});
