// 打开过一次以后，没有网也能接着填。只管投稿的页面；整站的其他页面照常。
const CACHE = 'qiangxiao-form-@name';
const KEPT = ['@kept'];
const ours = (name) => name.startsWith('qiangxiao-form-');
self.addEventListener('install', (event) => {
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(KEPT.map((path) => new URL(path, self.registration.scope).href))).then(() => self.skipWaiting()));
});
self.addEventListener('activate', (event) => {
  event.waitUntil(caches.keys().then((names) => Promise.all(names.filter((name) => ours(name) && name !== CACHE).map((name) => caches.delete(name)))).then(() => self.clients.claim()));
});
const fetched = async (request) => {
  const response = await fetch(request);
  if (response.ok && response.type === 'basic') (await caches.open(CACHE)).put(request, response.clone());
  return response;
};
const PROGRAM = new URL('../assets/form/', self.registration.scope).href;
self.addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.method !== 'GET' || !request.url.startsWith(self.location.origin)) return;
  if (request.url.startsWith(PROGRAM)) event.respondWith(caches.match(request).then((kept) => kept ?? fetched(request)));
  else event.respondWith(fetched(request).catch(async () => (await caches.match(request, { ignoreSearch: true })) ?? Response.error()));
});
