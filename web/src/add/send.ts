// Sending a suggestion to the server.

import type { Field } from './draft.ts';

/** What became of it: sent, or why not; of some fields the server says what is wrong. */
export type Answer = { as: 'sent' } | { as: 'noAnswer' | 'tooMany' | 'full' | 'refused' | 'odd' } | { as: 'wrong'; fields: Map<Field, string> };

export async function send(address: string, body: object): Promise<Answer> {
  let response: Response;
  try {
    response = await fetch(address, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });
  } catch {
    return { as: 'noAnswer' };
  }
  switch (response.status) {
    case 202:
      return { as: 'sent' };
    case 422:
      return (await fieldsIn(response)) ?? { as: 'odd' };
    case 429:
      return { as: 'tooMany' };
    case 503:
      return { as: 'full' };
    case 403:
    case 404:
    case 405:
      return { as: 'refused' };
    default:
      return { as: response.status >= 502 ? 'noAnswer' : 'odd' };
  }
}

async function fieldsIn(response: Response): Promise<Answer | null> {
  try {
    const { errors } = (await response.json()) as { errors?: { field: string; detail: string }[] };
    const fields = new Map(errors?.map(({ field, detail }) => [(field === 'lon' ? 'lat' : field) as Field, sentence(detail)]));
    return fields.size ? { as: 'wrong', fields } : null;
  } catch {
    return null;
  }
}

const sentence = (text: string) => text.charAt(0).toUpperCase() + text.slice(1) + (text.endsWith('.') ? '' : '.');
