// What the page shows while the server is out of reach: Blazor sets the classes, this watches them.
(() => {
  const outer = document.getElementById('components-reconnect-modal');
  const restored = document.getElementById('connection-restored');
  if (!outer)
    return;

  const state = () => ['show', 'failed', 'rejected', 'hide'].find(s => outer.classList.contains(`components-reconnect-${s}`)) ?? 'hide';
  let before = 'hide';
  new MutationObserver(() => {
    const now = state();
    if (now === before)
      return;
    if (now === 'hide') {
      restored.classList.add('on');
      setTimeout(() => restored.classList.remove('on'), 2500);
    }
    // nothing behind takes keys or clicks until the server hears them again
    document.querySelectorAll('.shell').forEach(e => e.inert = now !== 'hide');
    before = now;
  }).observe(outer, { attributeFilter: ['class'] });

  document.addEventListener('click', async event => {
    if (event.target.closest('[data-reload]')) {
      location.reload();
    } else if (event.target.closest('[data-reconnect]')) {
      outer.classList.replace('components-reconnect-failed', 'components-reconnect-show');
      try {
        // false: the server is there but no longer knows this page
        if (await Blazor.reconnect() === false)
          location.reload();
      } catch {
        outer.classList.replace('components-reconnect-show', 'components-reconnect-failed');
      }
    }
  });

  // a tablet that wakes up tries at once
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible' && state() === 'failed')
      document.querySelector('[data-reconnect]').click();
  });
})();
