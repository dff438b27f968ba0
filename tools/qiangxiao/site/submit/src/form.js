// The page of the form of one school or office, with or without an account: its files and configuration in, the form on the page.
import { filled } from './config.js';
import { formatsFor } from './format.js';
import { namesInStore, withOwn } from './ids.js';
import { standInForSecure } from './insecure.js';
import { judge } from './judge.js';
import { watchDrafts } from './notes.js';
import { seed } from './package.js';
import { showPanel } from './panel.js';
import { offerDrafts } from './resume.js';
import { standIn, Store } from './store.js';

const PREFERENCES = 'sveltia-cms.prefs';
const { root, mode } = document.documentElement.dataset;
const message = document.querySelector('[data-qx-message]');

const get = async (address) => {
  const response = await fetch(new URL(address, document.baseURI));
  if (!response.ok) throw new Error(`${address} ${response.status}`);
  return response.json();
};

const speakChinese = () => {
  const kept = JSON.parse(localStorage.getItem(PREFERENCES) ?? '{}');
  localStorage.setItem(PREFERENCES, JSON.stringify({ ...kept, locale: 'zh-CN' }));
};

/** Resolves when the form has drawn what one needs to begin; how long that may take, start.js watches. */
const appeared = (selector) =>
  new Promise((resolve) => {
    const look = () => document.querySelector(selector) !== null;
    const observer = new MutationObserver(() => {
      if (!look()) return;
      observer.disconnect();
      resolve();
    });
    observer.observe(document.body, { childList: true, subtree: true });
    if (look()) resolve();
  });

const start = async (config, rules) => {
  speakChinese();
  const { default: CMS } = await import('@sveltia/cms');
  const formats = formatsFor(new RegExp(`^${rules.photo}$`));
  CMS.registerCustomFormat('qiangxiao-yaml', 'yml', formats.yaml);
  CMS.registerCustomFormat('qiangxiao-frontmatter', 'md', formats.markdown);
  CMS.registerPreviewStyle(new URL(`${root}assets/qx/form-preview.css`, document.baseURI).href);
  const shown = appeared(mode === 'admin' ? '#nc-root button' : '#nc-root .page-root');
  const logo = { src: document.querySelector('link[rel=icon]').href, show_in_header: false };
  await CMS.init({ config: { ...config, logo } });
  await shown;
  message?.remove();
  document.documentElement.dataset.state = 'ready';
};

const watch = ({ words, rules }, own) => {
  const names = () => Object.fromEntries(Object.values(own()).flat().map(({ value, label }) => [value, label]));
  watchDrafts(judge(words, rules), rules, names);
};

const withoutAccount = async () => {
  const [shared, { cases }, school] = await Promise.all([get(`${root}submit/form.json`), get(`${root}submit/cases.json`), get('place.json')]);
  const template = { ...shared, config: shared.configs[school.scope] };
  const place = new URL('.', document.baseURI).pathname.replace(/\/$/, '');
  globalThis.qxForm = { userKey: `qiangxiao.user:${place}`, version: template.version, repository: { databaseName: `qiangxiao.drafts:${place}` } };
  localStorage.setItem(globalThis.qxForm.userKey, JSON.stringify({ backendName: 'test-repo' }));
  const store = await Store.open(`qiangxiao.files:${place}`);
  await seed(store, school.files);
  standIn(store);
  navigator.storage.persist().catch(() => undefined);
  const { singletons } = filled(template.config, { ...school, lists: {} });
  const own = () => namesInStore(store, singletons, template.rules.ids);
  const config = filled(template.config, { ...school, lists: withOwn({ ...school.lists, '@cases': cases }, own(), template.rules.ids) });
  watch(template, own);
  showPanel(store, school, { config, rules: template.rules, words: template.words }, globalThis.qxForm.repository.databaseName);
  await start(config, template.rules);
  await offerDrafts(globalThis.qxForm.repository.databaseName, config);
  if ('serviceWorker' in navigator) navigator.serviceWorker.register(new URL(`${root}submit/worker.js`, document.baseURI), { type: 'classic' }).catch(() => undefined);
};

const withAccount = async () => {
  const id = new URLSearchParams(location.search).get('school');
  const schools = document.querySelector('[data-qx-schools]');
  if (!id) {
    message?.remove();
    schools.hidden = false;
    document.documentElement.dataset.state = 'ready';
    return;
  }
  const [shared, { cases }, settings, school] = await Promise.all([
    get('../submit/form.json'),
    get('../submit/cases.json'),
    get('backend.json'),
    get(`../submit/${id}/place.json`),
  ]);
  const template = { ...shared, config: shared.configs[school.scope] };
  const place = `${new URL('.', document.baseURI).pathname}${id}`;
  globalThis.qxForm = { userKey: `qiangxiao.user:${new URL('.', document.baseURI).pathname}`, version: template.version, repository: { databaseName: `qiangxiao.drafts:${place}` } };
  const config = filled(template.config, { ...school, lists: { ...school.lists, '@cases': cases } });
  watch(template, () => ({}));
  await start({ ...config, ...settings }, template.rules);
};

standInForSecure();
(mode === 'admin' ? withAccount() : withoutAccount()).catch((error) => {
  console.error(error);
  document.documentElement.dataset.state = 'failed';
});
