// Keys and clicks that must answer at once, without asking the server.
(() => {
  const typing = target => target.closest('input, textarea, select, [contenteditable="true"], [role="dialog"]');

  document.addEventListener('click', event => {
    const link = event.target.closest?.('[data-focus]');
    if (!link)
      return;
    event.preventDefault();
    document.getElementById(link.dataset.focus)?.focus();
  });

  document.addEventListener('keydown', event => {
    if (event.key === '/' && !event.ctrlKey && !event.metaKey && !event.altKey && !typing(event.target)) {
      const search = document.querySelector('[data-search]');
      if (search) {
        event.preventDefault();
        search.focus();
        search.select();
      }
    }
    if (event.key.toLowerCase() === 'k' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      document.querySelector('[data-palette]')?.click();
    }
    if (event.key.toLowerCase() === 's' && (event.ctrlKey || event.metaKey)) {
      const form = event.target.closest?.('form[data-save]') ?? document.querySelector('form[data-save]');
      if (form) {
        event.preventDefault();
        // a field hands its value over when it loses the focus
        document.activeElement?.dispatchEvent(new Event('change', { bubbles: true }));
        form.requestSubmit();
      }
    }
  });
})();
