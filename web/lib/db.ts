// What a device keeps: IndexedDB with strict durability, so that an order survives a power cut. Where it is missing
// (tests, forbidden storage) a shelf in memory stands in, and `lasts` says so.
export interface Shelf<V> {
  readonly lasts: boolean;
  get(key: string): Promise<V | undefined>;
  all(): Promise<V[]>;
  put(key: string, value: V): Promise<void>;
  remove(key: string): Promise<void>;
}

export function memoryShelf<V>(): Shelf<V> {
  const rows = new Map<string, V>();
  return {
    lasts: false,
    get: (key) => Promise.resolve(rows.get(key)),
    all: () => Promise.resolve([...rows.values()]),
    put: (key, value) => Promise.resolve(void rows.set(key, value)),
    remove: (key) => Promise.resolve(void rows.delete(key)),
  };
}

const shelves = ["out", "kept"] as const;
export type ShelfName = (typeof shelves)[number];

function open(name: string): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name, 1);
    request.onupgradeneeded = () => shelves.forEach((shelf) => request.result.createObjectStore(shelf));
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
    request.onblocked = () => reject(new Error("blocked"));
  });
}

function run<T>(db: IDBDatabase, shelf: string, mode: IDBTransactionMode,
  work: (rows: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const strict = { durability: "strict" } as unknown as IDBTransactionOptions;
    const transaction = db.transaction(shelf, mode, mode === "readwrite" ? strict : undefined);
    const request = work(transaction.objectStore(shelf));
    transaction.oncomplete = () => resolve(request.result);
    transaction.onabort = () => reject(transaction.error);
    transaction.onerror = () => reject(transaction.error);
  });
}

const opened = new Map<string, Promise<IDBDatabase>>();

/** A shelf of the app's database `hesap-<app>`: `out` is the queue, `kept` is what an offline start needs. */
export async function shelfOf<V>(app: string, shelf: ShelfName): Promise<Shelf<V>> {
  if (typeof indexedDB === "undefined") return memoryShelf<V>();
  const name = `hesap-${app}`;
  if (!opened.has(name)) opened.set(name, open(name));
  try {
    const db = await (opened.get(name) as Promise<IDBDatabase>);
    return {
      lasts: true,
      get: (key) => run<V | undefined>(db, shelf, "readonly", (rows) => rows.get(key) as IDBRequest<V | undefined>),
      all: () => run<V[]>(db, shelf, "readonly", (rows) => rows.getAll() as IDBRequest<V[]>),
      put: (key, value) => run(db, shelf, "readwrite", (rows) => rows.put(value, key)).then(() => undefined),
      remove: (key) => run(db, shelf, "readwrite", (rows) => rows.delete(key)).then(() => undefined),
    };
  } catch {
    opened.delete(name);
    return memoryShelf<V>();
  }
}

/** Asks the browser not to throw our data away; false means "install me" should be shown. */
export async function persist(): Promise<boolean> {
  try {
    return (await navigator.storage?.persisted?.()) || (await navigator.storage?.persist?.()) || false;
  } catch {
    return false;
  }
}
