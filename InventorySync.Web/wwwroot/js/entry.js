// The pages before the shop opens: passkeys, passwords made visible, guesses for the first run. Everything works without it, except passkeys.
import { ask, can, proof } from './passkeys.js';

for (const button of document.querySelectorAll('[data-reveal]')) {
  const field = document.getElementById(button.dataset.reveal);
  button.hidden = false;
  button.addEventListener('click', () => {
    const shown = field.type === 'password';
    field.type = shown ? 'text' : 'password';
    button.setAttribute('aria-pressed', shown);
    button.querySelector('.icon').textContent = shown ? 'visibility_off' : 'visibility';
    field.focus();
  });
}

for (const form of document.querySelectorAll('[data-passkey-ask]')) {
  if (!can)
    break;
  const button = form.querySelector('[data-passkey]');
  const error = form.querySelector('[data-passkey-error]');
  const send = credential => {
    form.elements.Credential.value = credential;
    form.submit();
  };
  let autofill = new AbortController();
  button.hidden = false;
  button.addEventListener('click', async () => {
    error.hidden = true;
    autofill.abort();
    try {
      send(await proof(await ask(form.dataset.passkeyAsk, form)));
    } catch (failure) {
      error.textContent = failure.refusal ?? error.dataset.refused;
      error.hidden = false;
    }
  });
  if ('passkeyAutofill' in form.dataset && await PublicKeyCredential.isConditionalMediationAvailable?.()) {
    try {
      send(await proof(await ask(form.dataset.passkeyAsk, form), { mediation: 'conditional', signal: autofill.signal }));
    } catch {
      // nobody took the offer; the button is still there
      autofill = new AbortController();
    }
  }
}

const guess = document.querySelector('form[data-guess]');
if (guess) {
  const pick = (select, value) => {
    if (value && [...select.options].some(o => o.value === value))
      select.value = value;
  };
  const country = guess.querySelector('[data-country]');
  const followCountry = () => pick(guess.querySelector('[data-currency]'), country.selectedOptions[0].dataset.with);
  pick(guess.querySelector('[data-zone]'), Intl.DateTimeFormat().resolvedOptions().timeZone);
  pick(guess.querySelector('[data-language]'), navigator.language.split('-')[0]);
  pick(country, new Intl.Locale(navigator.language).region);
  followCountry();
  country.addEventListener('change', followCountry);
}
