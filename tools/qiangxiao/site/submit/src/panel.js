// The bar above the form: whose it is, how much has changed, and the way to the editor.
import { changesOf, drop, packed } from './package.js';
import { unfinished } from './resume.js';
import { looker } from './words.js';

const element = (tag, properties = {}, ...children) => {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
};

const today = () => {
  const now = new Date();
  return `${now.getFullYear()}${String(now.getMonth() + 1).padStart(2, '0')}${String(now.getDate()).padStart(2, '0')}`;
};

const size = (bytes) => (bytes < 1024 * 1024 ? `${Math.max(1, Math.round(bytes / 1024))} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`);

const row = (store, change) => {
  const marks = change.isNew ? '新增' : '修改';
  const item = element('li', { className: 'qxf-change' });
  const text = element('p', {}, element('span', { className: 'qxf-mark', textContent: marks }), `${change.kind}${change.title ? `：${change.title}` : ''}${change.size ? `（${size(change.size)}）` : ''}`);
  item.append(text);
  if (change.isOvertaken) item.append(element('p', { className: 'qxf-fault', textContent: '网站上的这份内容后来有过改动，请核对您的这一份是不是最新的。' }));
  for (const fault of change.faults) item.append(element('p', { className: 'qxf-fault', textContent: fault }));
  for (const doubt of change.doubts) item.append(element('p', { className: 'qxf-doubt', textContent: doubt }));
  if (!change.isPhoto) {
    const button = element('button', { type: 'button', className: 'qxf-link', textContent: '放弃这一份的改动' });
    button.onclick = async () => {
      if (!confirm(`放弃“${change.title || change.kind}”的改动？放弃后不能恢复。`)) return;
      await drop(store, change.path);
      location.hash = '';
      location.reload();
    };
    item.append(button);
  }
  return item;
};

const MAIL = /[A-Za-z0-9._+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+/;

/** Whom to send the package to, with the address to write to or to copy. */
const receiver = ({ contact, name, scope }) => {
  if (!contact) return element('li', { textContent: `把它交给${scope === 'school' ? '本区县' : '网站'}的编辑，用邮件或者微信都可以。` });
  const item = element('li', {}, '把它发到：', element('b', { className: 'qxf-address', textContent: contact }), '。');
  const [address] = MAIL.exec(contact) ?? [];
  if (!address) return item;
  const copy = element('button', { type: 'button', className: 'qxf-link', textContent: '复制邮箱' });
  copy.onclick = () => navigator.clipboard?.writeText(address).then(() => { copy.textContent = '已复制'; }).catch(() => undefined);
  const subject = encodeURIComponent(`投稿：${name}`);
  item.append(' ', copy, ' ', element('a', { href: `mailto:${address}?subject=${subject}`, textContent: '写邮件（附上投稿包）' }));
  return item;
};

const steps = (school) => {
  return element(
    'ol',
    { className: 'qxf-steps' },
    element('li', { textContent: '先得到投稿包：一个以 .zip 结尾的文件，不用打开它。' }),
    receiver(school),
    element('li', { textContent: '编辑核对以后会回信。改动留在这个浏览器里，需要修改时再打开本页，改好重新导出。' }),
  );
};

const save = (blob, name) => {
  const link = element('a', { href: URL.createObjectURL(blob), download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
};

const fill = async (dialog, store, school, form, databaseName) => {
  const changes = changesOf(store, form, looker(form.words));
  const drafts = await unfinished(databaseName);
  const hasFaults = changes.some((change) => change.faults.length);
  const body = element('div', { className: 'qxf-dialog__body' });
  body.append(element('h2', { textContent: '导出投稿包' }));
  if (drafts.length) {
    body.append(element('p', { className: 'qxf-fault', textContent: '还有没保存的内容：请先关上这个窗口，在表单里点“保存”，再来导出。没保存的不会放进投稿包。' }));
  }
  if (!changes.length) {
    body.append(element('p', { textContent: '还没有改动。请先在表单里填写并保存。' }));
  } else {
    body.append(element('p', { textContent: `这次要交 ${changes.length} 个文件：` }));
    body.append(element('ul', { className: 'qxf-changes' }, ...changes.map((change) => row(store, change))));
    if (hasFaults) body.append(element('p', { className: 'qxf-fault', textContent: '请先改好上面标出的地方，不然编辑收不进去。' }));
    const name = `投稿包-${(school.short_name || school.name).replace(/[\\/:*?"<>|\s（）]/g, '')}-${today()}.zip`;
    const actions = element('div', { className: 'qxf-actions' });
    if (/MicroMessenger/i.test(navigator.userAgent)) {
      body.append(element('p', { className: 'qxf-fault', textContent: '微信里不能保存文件：请点右上角“…”，选“在浏览器打开”，再导出。在微信里填的内容不会带过去，请尽早换到浏览器。' }));
    }
    const download = element('button', { type: 'button', className: 'qxf-button qxf-button--primary', textContent: '下载投稿包', disabled: hasFaults });
    const done = element('p', { className: 'qxf-done', role: 'status' });
    download.onclick = () => {
      save(packed(store, changes), name);
      done.textContent = `已经下载：${name}。一般在“下载”文件夹里。`;
    };
    actions.append(download);
    const file = () => new File([packed(store, changes)], name, { type: 'application/zip' });
    if (navigator.canShare?.({ files: [new File(['x'], 'x.zip', { type: 'application/zip' })] })) {
      const share = element('button', { type: 'button', className: 'qxf-button', textContent: '用手机分享', disabled: hasFaults });
      share.onclick = () => navigator.share({ files: [file()], title: name }).then(() => { done.textContent = '已经分享。'; }).catch(() => undefined);
      actions.append(share);
    }
    body.append(actions, done);
  }
  body.append(element('h3', { textContent: '接下来' }), steps(school));
  const close = element('button', { type: 'button', className: 'qxf-button', textContent: '关闭' });
  close.onclick = () => dialog.close();
  body.append(close);
  dialog.replaceChildren(body);
};

export const showPanel = (store, school, form, databaseName) => {
  const bar = document.querySelector('[data-qx-bar]');
  const dialog = element('dialog', { className: 'qxf-dialog' });
  dialog.setAttribute('aria-label', '导出投稿包');
  document.body.append(dialog);
  const count = element('span', { className: 'qxf-count', role: 'status' });
  const button = element('button', { type: 'button', className: 'qxf-button qxf-button--primary', textContent: '导出投稿包' });
  button.onclick = async () => {
    await fill(dialog, store, school, form, databaseName);
    dialog.showModal();
  };
  const show = () => {
    const { length } = changesOf(store, form);
    count.textContent = length ? `改了 ${length} 个文件` : '没有改动';
  };
  store.onchange = show;
  show();
  bar.append(count, button);
};
