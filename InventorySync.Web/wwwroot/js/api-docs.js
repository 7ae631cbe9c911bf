// Sends one call as the person who is signed in, and tells what came back.
const told = ['etag', 'location', 'retry-after', 'x-idempotent-replay'];

export async function send(method, url, headers, body) {
  const token = document.querySelector('input[name="__RequestVerificationToken"]')?.value ?? '';
  const begun = performance.now();
  try {
    const answer = await fetch(url, {
      method,
      headers: { ...headers, Accept: 'application/json', RequestVerificationToken: token, ...(body === null ? {} : { 'Content-Type': 'application/json' }) },
      body: body ?? undefined,
    });
    const text = await answer.text();
    return {
      status: answer.status,
      words: answer.statusText,
      milliseconds: Math.round(performance.now() - begun),
      headers: told.filter(name => answer.headers.has(name)).map(name => [name, answer.headers.get(name)]),
      body: text,
    };
  } catch (failure) {
    return { status: 599, words: String(failure.message ?? failure), milliseconds: Math.round(performance.now() - begun), headers: [], body: '' };
  }
}
