// Copies at once, in the click itself: some browsers refuse it after a round trip to the server.
export function attach(button) {
  const label = button.querySelector('[data-label]');
  const before = label.textContent;
  button.addEventListener('click', async () => {
    await copy(button.dataset.copy);
    label.textContent = button.dataset.done;
    setTimeout(() => label.textContent = before, 2000);
  });
}

async function copy(text) {
  if (navigator.clipboard)
    return navigator.clipboard.writeText(text);
  // without https there is no clipboard, but there is still this
  const box = document.createElement('textarea');
  box.value = text;
  box.className = 'only-read-aloud';
  document.body.append(box);
  box.select();
  document.execCommand('copy');
  box.remove();
}
