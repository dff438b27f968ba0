// What was begun and not saved: found at once when the form is opened again.
const STORE = 'draft-backups';

const opened = (databaseName) =>
  new Promise((resolve) => {
    const request = indexedDB.open(databaseName);
    request.onerror = () => resolve(null);
    request.onsuccess = () => {
      const database = request.result;
      if (database.objectStoreNames.contains(STORE)) {
        resolve(database);
        return;
      }
      database.close();
      resolve(null);
    };
  });

const done = (request) =>
  new Promise((resolve) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => resolve(null);
  });

/** The drafts that were begun and not saved in the form. */
export const unfinished = async (databaseName) => {
  const database = await opened(databaseName);
  if (!database) return [];
  const found = await done(database.transaction(STORE).objectStore(STORE).getAll());
  database.close();
  return (found ?? []).filter(({ cmsConfigVersion }) => cmsConfigVersion === globalThis.qxForm.version);
};

const forget = async (databaseName, { collectionName, slug }) => {
  const database = await opened(databaseName);
  if (!database) return;
  await done(database.transaction(STORE, 'readwrite').objectStore(STORE).delete([collectionName, slug]));
  database.close();
};

const routeOf = ({ collectionName, slug }) => `#/collections/${collectionName}/${slug ? `entries/${slug}` : 'new'}`;

/** The draft of what is open at a place in the form; null where nothing is. */
const draftAt = (hash) => {
  // catches "#/collections/update/new", "#/collections/update/entries/a", spares "#/collections/update"
  const found = /^#\/collections\/([^/?]+)\/(?:new|entries\/([^/?]+))/.exec(hash);
  return found && { collectionName: found[1], slug: decodeURIComponent(found[2] ?? '') };
};

// A draft is kept half a second after the last key: that of a text which is saved sooner is kept when there is
// nothing to go on with any more. It goes as soon as it comes.
const forgetSaved = (databaseName) => {
  const draft = draftAt(location.hash);
  if (!draft) return;
  for (let after = 100; after <= 700; after += 100) setTimeout(() => forget(databaseName, draft), after);
};

const nameOf = ({ collectionName, slug, currentValues }, { collections, singletons }) => {
  const kind = singletons.find(({ name }) => name === slug) ?? collections.find(({ name }) => name === collectionName);
  const [values] = Object.values(currentValues);
  return `${kind?.label ?? ''}${values?.title ? `《${values.title}》` : ''}`;
};

const when = (date) => `${date.getMonth() + 1} 月 ${date.getDate()} 日 ${date.getHours()}:${String(date.getMinutes()).padStart(2, '0')}`;

const button = (text, className, onclick) => Object.assign(document.createElement('button'), { type: 'button', className, textContent: text, onclick });

/** Show above the form's first screen what was not finished, to go on with or to drop. */
export const offerDrafts = (databaseName, config) => {
  const box = Object.assign(document.createElement('section'), { className: 'qxf-resume', hidden: true });
  box.setAttribute('aria-label', '没写完的内容');
  document.querySelector('.qxf-main').before(box);
  const show = async () => {
    const isWriting = /\/(?:entries|new)/.test(location.hash);
    const drafts = isWriting ? [] : await unfinished(databaseName);
    box.replaceChildren(...drafts.map((draft) => {
      const item = document.createElement('p');
      item.append(`没写完：${nameOf(draft, config)}，${when(draft.timestamp)}存下 `);
      item.append(button('接着写', 'qxf-button qxf-button--primary', () => {
        globalThis.qxForm.resumes = true;
        location.hash = routeOf(draft);
      }));
      item.append(button('不要了', 'qxf-button', async () => {
        if (!confirm(`不要“${nameOf(draft, config)}”这份没写完的内容了？删掉以后不能恢复。`)) return;
        await forget(databaseName, draft);
        show();
      }));
      return item;
    }));
    box.hidden = !drafts.length;
  };
  addEventListener('qxf-saved', () => forgetSaved(databaseName));
  addEventListener('hashchange', () => setTimeout(show, 600)); // a draft is kept half a second after the last key
  return show();
};
