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
  let sent = false;
  const send = credential => {
    sent = true;
    form.elements.Credential.value = credential;
    form.submit();
  };
  let autofill = new AbortController();
  let asked;
  button.hidden = false;
  button.addEventListener('click', async () => {
    if (sent)
      return;
    error.hidden = true;
    autofill.abort();
    try {
      await asked?.catch(() => undefined); // the answer to the newest question counts, so none may be on its way
      send(await proof(await ask(form.dataset.passkeyAsk, form)));
    } catch (failure) {
      error.textContent = failure.refusal ?? error.dataset.refused;
      error.hidden = false;
    }
  });
  if ('passkeyAutofill' in form.dataset && await PublicKeyCredential.isConditionalMediationAvailable?.()) {
    try {
      asked = ask(form.dataset.passkeyAsk, form);
      const offered = await proof(await asked, { mediation: 'conditional', signal: autofill.signal });
      // whoever pressed the button meanwhile was asked anew: only one proof may be sent
      if (!autofill.signal.aborted)
        send(offered);
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
