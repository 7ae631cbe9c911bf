// Keys and clicks that must answer at once, without asking the server.
(() => {
  window.shop = {
    focus: id => document.getElementById(id)?.focus(),
    submit: id => document.getElementById(id).requestSubmit(),
    showPresent: () => document.querySelector('.sidebar a.active')?.scrollIntoView({ block: 'nearest' }),
    closePalette: () => document.getElementById('palette')?.close(),
    chooseTheme(theme) {
      document.documentElement.dataset.theme = theme;
      remember('theme', theme);
    },
    chooseLanguage(language) {
      remember('language', language);
      location.reload();
    },
  };

  const remember = (name, value) => document.cookie = `${name}=${value}; path=/; max-age=31536000; samesite=lax${location.protocol === 'https:' ? '; secure' : ''}`;

  const typing = target => target.closest('input, textarea, select, [contenteditable="true"], [role="dialog"]');

  const root = document.documentElement;
  const wide = matchMedia('(min-width: 1181px)');
  const closeMenu = () => delete root.dataset.drawer;

  // wide screens keep the menu or make it a rail of icons; on others it opens over the page
  const toggleMenu = () => {
    const on = !(wide.matches ? 'rail' in root.dataset : 'drawer' in root.dataset);
    if (wide.matches) {
      on ? root.dataset.rail = '' : delete root.dataset.rail;
      on ? localStorage.setItem('menu', 'rail') : localStorage.removeItem('menu');
      return;
    }
    on ? root.dataset.drawer = '' : closeMenu();
    if (on)
      document.querySelector('.sidebar a.active, .sidebar a')?.focus();
  };

  const openPalette = () => {
    const palette = document.getElementById('palette');
    if (palette && !palette.open) {
      palette.showModal();
      document.getElementById('palette-finder-input').focus();
    }
  };

  document.addEventListener('click', event => {
    if (event.target.closest?.('[data-menu-toggle]'))
      toggleMenu();
    else if (event.target.closest?.('[data-menu-close], .sidebar a'))
      closeMenu();
    if (event.target.closest?.('[data-palette]'))
      openPalette();
    else if (event.target.id === 'palette')
      event.target.close();
    const link = event.target.closest?.('[data-focus]');
    if (!link)
      return;
    event.preventDefault();
    document.getElementById(link.dataset.focus)?.focus();
  });

  // a list below a field closes when the field loses the focus, which must not happen before a click on one of its entries counts
  document.addEventListener('mousedown', event => {
    if (event.target.closest?.('.combo-list, .finder-list'))
      event.preventDefault();
  });

  document.addEventListener('keydown', event => {
    // an open list of choices keeps the arrows for itself; Enter chooses and never sends the form, also when a scanner is faster than the list
    const choices = event.target.getAttribute?.('role') === 'combobox';
    if (choices && (event.key === 'Enter' || ['ArrowDown', 'ArrowUp'].includes(event.key) && event.target.getAttribute('aria-expanded') === 'true'))
      event.preventDefault();
    if (event.key === 'Escape' && 'drawer' in root.dataset) {
      closeMenu();
      document.querySelector('[data-menu-toggle]')?.focus();
    }
    if (event.key === '/' && !event.ctrlKey && !event.metaKey && !event.altKey && !typing(event.target)) {
      const search = event.target.closest?.('.list')?.querySelector('[data-list-search]') ?? document.querySelector('[data-search]');
      if (search) {
        event.preventDefault();
        search.focus();
        search.select();
      }
    }
    if (event.key.toLowerCase() === 'k' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      openPalette();
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
