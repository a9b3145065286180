// IndexedDB. Every write is on the disk before it counts as done.

import { type DBSchema, openDB } from "idb";
import type { Cipher, Lock, Row } from "./types";

interface Tables extends DBSchema {
  plain: { key: string; value: string | number | Lock };
  safe: { key: string; value: Cipher };
  outbox: { key: string; value: Row };
}
type Name = "plain" | "safe" | "outbox";

const opened = openDB<Tables>("doorstep-field", 1, {
  upgrade(db) {
    db.createObjectStore("plain");
    db.createObjectStore("safe");
    db.createObjectStore("outbox", { keyPath: "id" });
  },
});

/** Opens the tables for one write that holds whole or not at all. `under`: only while this lock
 *  stands (then with it as it is now); whoever signed out meanwhile is not set up again by it. */
export async function writing(names: Name[], act: (to: {
  plain(key: string, value: string | number | Lock | null): void;
  safe(key: string, value: Cipher): void;
  row(row: Row): void;
  drop(id: string): void;
  empty(name: Name): void;
}, now?: Lock) => void, under?: Lock): Promise<boolean> {
  const tables = under && !names.includes("plain") ? [...names, "plain" as const] : names;
  const tx = (await opened).transaction(tables, "readwrite", { durability: "strict" });
  const done: Promise<unknown>[] = [];
  const now = under && ((await tx.objectStore("plain").get("lock")) as Lock | undefined);
  if (under && `${now?.salt}` !== `${under.salt}`) return false;
  act({
    plain: (key, value) =>
      done.push(value === null ? tx.objectStore("plain").delete(key)
        : tx.objectStore("plain").put(value, key)),
    safe: (key, value) => done.push(tx.objectStore("safe").put(value, key)),
    row: (row) => done.push(tx.objectStore("outbox").put(row)),
    drop: (id) => done.push(tx.objectStore("outbox").delete(id)),
    empty: (name) => done.push(tx.objectStore(name).clear()),
  }, now);
  await Promise.all([...done, tx.done]);
  return true;
}

/** Changes the lock as it stands on the disk, in one write; nothing where there is none. */
export async function relock(changed: (lock: Lock) => Lock): Promise<Lock | undefined> {
  const tx = (await opened).transaction("plain", "readwrite", { durability: "strict" });
  const lock = (await tx.store.get("lock")) as Lock | undefined;
  const next = lock && changed(lock);
  await Promise.all([next && tx.store.put(next, "lock"), tx.done]);
  return next;
}

export async function plain<T extends string | number | Lock>(key: string): Promise<T | undefined> {
  return (await (await opened).get("plain", key)) as T | undefined;
}

export async function safe(key: string): Promise<Cipher | undefined> {
  return (await opened).get("safe", key);
}

/** The records, the oldest first. */
export async function rows(): Promise<Row[]> {
  return (await (await opened).getAll("outbox")).sort((a, b) => a.at - b.at);
}

export async function row(id: string): Promise<Row | undefined> {
  return (await opened).get("outbox", id);
}
