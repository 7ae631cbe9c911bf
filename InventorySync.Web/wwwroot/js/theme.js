// Runs before the first paint, so that no page ever flashes in the wrong colours. "device" follows the device.
(() => {
  const root = document.documentElement;
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const apply = () => {
    const wanted = root.dataset.theme || 'device';
    const scheme = wanted === 'device' ? (dark.matches ? 'dark' : 'light') : wanted;
    if (root.dataset.scheme === scheme)
      return;
    root.dataset.scheme = scheme;
    root.dispatchEvent(new Event('schemechange'));
  };
  dark.addEventListener('change', apply);
  // also when a page is merged into the document and brings its attributes along
  new MutationObserver(apply).observe(root, { attributeFilter: ['data-theme', 'data-scheme'] });
  apply();
  if (localStorage.getItem('menu') === 'rail')
    root.dataset.rail = '';
})();
