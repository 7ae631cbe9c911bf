// Passkeys: what the server asks goes to the browser, and what the browser made goes back.
export const can = window.isSecureContext && 'PublicKeyCredential' in window && 'parseRequestOptionsFromJSON' in PublicKeyCredential;

const token = holder => holder.querySelector('[name="__RequestVerificationToken"]').value;

// a refusal of the shop comes as an error with its words
const post = async (path, holder, body) => {
  const answer = await fetch(path, { method: 'POST', headers: { RequestVerificationToken: token(holder), 'Content-Type': 'application/json' }, body: body && JSON.stringify(body) });
  const json = await answer.json().catch(() => ({}));
  if (!answer.ok)
    throw Object.assign(new Error('refused'), { refusal: json.refusal });
  return json;
};

export const ask = (path, holder) => post(path, holder);

export const proof = async (options, more = {}) => {
  const credential = await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options), ...more });
  return JSON.stringify(credential);
};

// Makes a passkey for whoever is signed in; the answer are the recovery codes, where there are new ones.
export const make = async (newPath, keepPath, holder, name) => {
  const options = PublicKeyCredential.parseCreationOptionsFromJSON(await post(newPath, holder));
  const credential = await navigator.credentials.create({ publicKey: options });
  return await post(keepPath, holder, { name, credential: JSON.stringify(credential) });
};
