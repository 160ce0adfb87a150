// The service worker of one app: keeps its shell for offline starts. A new version installs and then waits until
// the app says `activate`, so that an open screen never loses the chunks that it may still ask for.
const prefix = "hesap-__APP__-";
const cacheName = prefix + "__VERSION__";
const files = __FILES__;
const patience = 3000;

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(cacheName).then((cache) => cache.addAll(files)));
});

self.addEventListener("message", (event) => {
  if (event.data === "activate") self.skipWaiting();
});

async function activate() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith(prefix) && name !== cacheName).map((name) => caches.delete(name)));
  await self.clients.claim();
}
self.addEventListener("activate", (event) => event.waitUntil(activate()));

async function fromCacheFirst(request) {
  const kept = await caches.match(request, { ignoreVary: true });
  return kept || fetch(request);
}

async function fromNetworkFirst(request, fallback) {
  const cache = await caches.open(cacheName);
  const limit = new AbortController();
  const timer = setTimeout(() => limit.abort(), patience);
  try {
    const answer = await fetch(request.url, { signal: limit.signal, cache: "no-cache" });
    if (answer.ok) {
      cache.put(fallback, answer.clone());
      return answer;
    }
    return (await cache.match(fallback)) || answer;
  } catch (fault) {
    const kept = await cache.match(fallback);
    if (kept) return kept;
    throw fault;
  } finally {
    clearTimeout(timer);
  }
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const place = new URL(request.url);
  if (request.method !== "GET" || place.origin !== self.location.origin) return;
  if (place.pathname.startsWith("/assets/")) event.respondWith(fromCacheFirst(request));
  else if (request.mode === "navigate") event.respondWith(fromNetworkFirst(request, "./"));
  else if (place.pathname.endsWith("/config.json")) event.respondWith(fromNetworkFirst(request, "config.json"));
});
