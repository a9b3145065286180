// A server of the CouchDB protocol, and a client that fetches all it holds. Run where npm has put
// the packages: `node sync_peer.cjs serve PORT DOCUMENTS` says "ready" once it holds so many;
// `node sync_peer.cjs fetch PORT` prints {documents, ms}.
const { createRequire } = require("node:module");
const need = createRequire(process.cwd() + "/");
const PouchDB = need("pouchdb").plugin(need("pouchdb-adapter-memory")).defaults({ adapter: "memory" });

const [what, port, documents] = process.argv.slice(2);

async function serve() {
  const app = need("express")();
  app.use(need("express-pouchdb")(PouchDB, { mode: "minimumForPouchDB", inMemoryConfig: true }));
  app.listen(Number(port), "127.0.0.1");
  const village = new PouchDB("village");
  const visit = (number) => ({
    _id: `visit-${number}`,
    type: "visit",
    household: `00000000-0000-4000-8000-${String(number % 197).padStart(12, "0")}`,
    on: `2026-${String(1 + (number % 12)).padStart(2, "0")}-15`,
    mode: "on_site",
    result: "met",
    services: ["policy"],
  });
  for (let first = 0; first < Number(documents); first += 1000) {
    const count = Math.min(1000, Number(documents) - first);
    await village.bulkDocs(Array.from({ length: count }, (_, index) => visit(first + index)));
  }
  console.log("ready");
}

async function fetchAll() {
  const here = new PouchDB("here");
  const there = new PouchDB(`http://127.0.0.1:${port}/village`, { adapter: "http" });
  const start = performance.now();
  await here.replicate.from(there, { batch_size: 1000 });
  const ms = performance.now() - start;
  console.log(JSON.stringify({ documents: (await here.info()).doc_count, ms }));
  process.exit(0);
}

what === "serve" ? serve() : fetchAll();
