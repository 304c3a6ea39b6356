/** On a site, the page is kept for use without a connection; the page that is one file is kept by whoever saved it. */

export function keepOffline(): void {
  const script = document.querySelector<HTMLMetaElement>('meta[name="offline"]')?.content;
  if (script === undefined || !window.isSecureContext || !('serviceWorker' in navigator)) return;
  const { pathname } = window.location;
  const register = () =>
    // Its scope is this page alone: the other pages of the site are never kept.
    navigator.serviceWorker.register(script, { scope: pathname }).catch(() => {});
  // After the page: what it keeps must not be loaded before what is needed now.
  if (document.readyState === 'complete') register();
  else window.addEventListener('load', register, { once: true });
}
