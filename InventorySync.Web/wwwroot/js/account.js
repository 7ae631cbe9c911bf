// What pages about accounts need of the browser: copying, saving a file, passkeys.
import { can, make } from './passkeys.js';

// Without https the clipboard is closed to pages; then the text is marked for the person to copy.
export const copy = async (text, fieldId) => {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const field = document.getElementById(fieldId);
    field?.focus();
    field?.select?.();
    return document.execCommand('copy');
  }
};

export const save = (name, text) => {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: 'text/plain;charset=utf-8' }));
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
};

export const print = () => window.print();

export const canMakePasskeys = () => can;

// The answer: codes where there are new ones, or why it came to nothing.
export const makePasskey = async (newPath, keepPath, holderId, name) => {
  try {
    return await make(newPath, keepPath, document.getElementById(holderId), name);
  } catch (failure) {
    return { refusal: failure.refusal ?? null, given: failure.name === 'InvalidStateError' ? 'known' : failure.name === 'NotAllowedError' ? 'cancelled' : 'failed' };
  }
};
