// The school's files in the browser's own database, looking like a folder to the form.
// Not the browser's private folder: Safari before 26 cannot write there, and without https there is none.

import { isMarkdown, withRulesOf } from './format.js';

const open = (name) =>
  new Promise((resolve, reject) => {
    const request = indexedDB.open(name, 1);
    request.onupgradeneeded = () => request.result.createObjectStore('files');
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

const settled = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

const notFound = (name) => new DOMException(`${name} 不存在`, 'NotFoundError');

/** Files of one school: `data` is what the form wrote last, `base` what the site had when it came. */
export class Store {
  #database;
  #files = new Map();
  onchange = () => undefined;

  static async open(name) {
    const store = new Store();
    store.#database = await open(name);
    const files = store.#transaction('readonly');
    const [keys, values] = await Promise.all([settled(files.getAllKeys()), settled(files.getAll())]);
    keys.forEach((key, at) => store.#files.set(key, values[at]));
    return store;
  }

  #transaction(mode) {
    return this.#database.transaction('files', mode).objectStore('files');
  }

  paths() {
    return [...this.#files.keys()].sort();
  }

  get(path) {
    return this.#files.get(path);
  }

  async put(path, record) {
    await settled(this.#transaction('readwrite').put(record, path));
    this.#files.set(path, record);
    this.onchange();
  }

  async remove(path) {
    await settled(this.#transaction('readwrite').delete(path));
    this.#files.delete(path);
    this.onchange();
  }
}

class Handle {
  constructor(store, path) {
    this.store = store;
    this.path = path;
    this.name = path.split('/').pop();
  }
}

export class FileHandle extends Handle {
  kind = 'file';

  async getFile() {
    const record = this.store.get(this.path);
    if (!record) throw notFound(this.path);
    return new File([record.data], this.name, { lastModified: record.at ?? 0 });
  }

  async createWritable() {
    const parts = [];
    return {
      write: async (data) => parts.push(data),
      close: async () => {
        const known = this.store.get(this.path);
        let data = parts.length === 1 && typeof parts[0] === 'string' ? parts[0] : await new Blob(parts).arrayBuffer();
        if (typeof data === 'string' && known?.base && isMarkdown(this.path)) data = withRulesOf(known.base, data);
        await this.store.put(this.path, { ...known, data, at: Date.now() });
        dispatchEvent(new Event('qxf-saved'));
      },
    };
  }
}

export class FolderHandle extends Handle {
  kind = 'directory';

  #inside(name) {
    return this.path ? `${this.path}/${name}` : name;
  }

  #has(path) {
    return this.store.paths().some((found) => found.startsWith(`${path}/`));
  }

  async getDirectoryHandle(name, { create = false } = {}) {
    const path = this.#inside(name);
    if (!create && !this.#has(path)) throw notFound(path);
    return new FolderHandle(this.store, path);
  }

  async getFileHandle(name, { create = false } = {}) {
    const path = this.#inside(name);
    if (!create && !this.store.get(path)) throw notFound(path);
    return new FileHandle(this.store, path);
  }

  async removeEntry(name) {
    const path = this.#inside(name);
    if (this.store.get(path)) await this.store.remove(path);
    else if (!this.#has(path)) throw notFound(path);
  }

  async *entries() {
    const start = this.path ? `${this.path}/` : '';
    const names = new Set(this.store.paths().filter((path) => path.startsWith(start)).map((path) => path.slice(start.length).split('/')[0]));
    for (const name of names) {
      const path = this.#inside(name);
      yield [name, this.store.get(path) ? new FileHandle(this.store, path) : new FolderHandle(this.store, path)];
    }
  }
}

/** Let the form find the store where it looks for the browser's private folder. */
export const standIn = (store) => {
  const top = { getDirectoryHandle: async () => new FolderHandle(store, ''), entries: async function* nothing() {}, removeEntry: async () => undefined };
  const storage = navigator.storage;
  Object.defineProperty(navigator, 'storage', {
    configurable: true,
    value: { getDirectory: async () => top, persist: () => storage?.persist?.() ?? Promise.resolve(false), estimate: () => storage?.estimate?.() ?? Promise.resolve({}) },
  });
  globalThis.FileSystemFileHandle = FileHandle;
};
