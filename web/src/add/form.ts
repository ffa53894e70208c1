// The form of a suggestion. What is typed is kept until it is sent, for each place by itself.

import { html, nothing, render, type TemplateResult } from 'lit-html';
import { live } from 'lit-html/directives/live.js';
import './add.css';
import { isDay, words as spoken } from '../dates.ts';
import { markImage } from '../marks.ts';
import { nameIn } from '../names.ts';
import { icon } from '../panel/icons.ts';
import type { Store } from '../state.ts';
import type { About, Aimed } from './adding.ts';
import { bodyOf, check, controls, fieldsOf, longest, newDraft, positionOf, type Draft, type Field, type Kind } from './draft.ts';
import { meant, namesakes, neighbours, type Near } from './near.ts';
import { createPin } from './pin.ts';
import { writePosition, type Point } from './position.ts';
import { send, type Answer } from './send.ts';
import { words, type Words } from './words.ts';

export interface Form {
  show(about: About): void;
  hide(): void;
}

export interface Around {
  address: string; // to send to
  leave(): void;
  open(about: About): void;
}

const patience = 250; // milliseconds of rest before the gazetteer is asked
const sameWithin = 5; // km
const holders = { UA: 'held', RU: 'occupied', contested: 'contested' } as const;

export function createForm(element: HTMLElement, store: Store, map: Aimed, around: Around): Form {
  const pin = createPin(map.leaflet);
  const drafts = new Map<string, Draft>();
  let draft = newDraft('place', null);
  let tried = false; // to send it: from then on mistakes are shown
  let told = new Map<Field, string>(); // what the server says of fields
  let state: 'open' | 'sending' | Exclude<Answer['as'], 'wrong'> = 'open';
  let near: Near[] | null = null; // to the position; null while nobody knows
  let alike: number[] = []; // places that the names may mean
  let asked = new AbortController();
  let timer: number | undefined;

  const text = () => words[store.state.lang];
  const today = () => new Date(Date.now() - new Date().getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
  const draw = () => render(page(text()), element);

  function take(next: Draft): void {
    draft = next;
    drafts.set(keyOf(next.kind, next.place?.id), next);
    tried = false;
    told = new Map();
    state = 'open';
    look();
    draw();
  }

  /** Shows the position on the map, and asks what is near. */
  function look(): void {
    const placed = draft.kind !== 'report'; // whether a position can be chosen
    const at = placed ? positionOf(draft) : null;
    map.aim(placed ? (chosen) => set('lat', writePosition(chosen)) : null);
    pin(at);
    clearTimeout(timer);
    asked.abort();
    near = null;
    if (!at) return;
    const { signal } = (asked = new AbortController());
    timer = window.setTimeout(() => void ask(at, signal), patience);
  }

  async function ask(at: Point, signal: AbortSignal): Promise<void> {
    try {
      const [found, ...others] = await Promise.all([neighbours(at, signal), ...namesIn(draft).map((name) => meant(name, signal))]);
      near = found.filter(({ place }) => place.id !== draft.place?.id);
      alike = others.flat();
      draw();
    } catch {
      // It is a hint, no more.
    }
  }

  function set(field: Field, value: string): void {
    Object.assign(draft, { [field]: value });
    told.delete(field);
    if (state !== 'sending') state = 'open';
    if (field === 'lat' || field === 'name' || field === 'name_uk' || field === 'also') look();
    draw();
  }

  const input = (id: Field) => element.querySelector<HTMLElement>(`[data-field="${id}"]`);

  async function submit(event: Event): Promise<void> {
    event.preventDefault();
    if (state === 'sending') return;
    tried = true;
    told = new Map();
    if (check(draft, today()).size > 0) {
      refuse();
      return;
    }
    const sent = draft;
    state = 'sending';
    draw();
    const answer = await send(around.address, bodyOf(sent));
    if (answer.as === 'sent') drafts.delete(keyOf(sent.kind, sent.place?.id));
    if (sent !== draft) return; // the reader is at another one by now
    if (answer.as === 'wrong') {
      [told, state] = [answer.fields, 'open'];
      refuse();
      return;
    }
    state = answer.as;
    draw();
    if (state !== 'sent') return;
    pin(null);
    map.aim(null);
    heading()?.focus();
  }

  /** Shows what is wrong, and goes to the first of it. */
  function refuse(): void {
    draw();
    const first = fieldsOf(draft.kind).find((f) => mistakes().has(f));
    if (first) input(first)?.focus();
    else element.querySelector<HTMLElement>('.mistakes')?.focus();
  }

  /** What is shown beside the fields. */
  function mistakes(): Map<Field, string> {
    const t = text();
    const own = tried ? [...check(draft, today())].map(([field, wrong]): [Field, string] => [field, t.wrong[wrong]]) : [];
    return new Map([...told, ...own]);
  }

  const heading = () => element.querySelector('h2');

  function page(t: Words): TemplateResult {
    return html`
      <button type="button" class="back" @click=${around.leave}>${icon.back}${t.back}</button>
      ${state === 'sent' ? thanks(t) : form(t)}
    `;
  }

  function thanks(t: Words): TemplateResult {
    return html`
      <h2 tabindex="-1">${t.sent}</h2>
      <p role="status">${t.sentNote}</p>
      <p class="actions">
        <button type="button" class="button" @click=${around.leave}>${t.done}</button>
        <button type="button" class="button" @click=${() => around.open({ kind: 'place' })}>${icon.plus}${t.another}</button>
      </p>
    `;
  }

  function form(t: Words): TemplateResult {
    const { kind, place } = draft;
    const wrong = mistakes();
    return html`
      <h2 tabindex="-1">${{ place: t.addPlace, report: t.addReport, correction: t.correct }[kind]}</h2>
      ${place ? html`<p class="about">${t.about(nameIn(store.state.lang, place.name, place.name_uk))}</p>` : nothing}
      <p class="note">${{ place: t.intro, report: t.introReport, correction: t.introCorrection }[kind]} ${t.starred}</p>
      ${summary(wrong, t)}
      <form novalidate @submit=${(e: Event) => void submit(e)}>
        ${place ? choice(t) : nothing} ${kind === 'report' ? nothing : about(wrong, t)} ${kind === 'correction' ? nothing : report(wrong, t)}
        <p class="note">${t.privacy}</p>
        <div class="sending" role="alert">${failure(t)}</div>
        <p class="actions">
          <button type="submit" class="button primary" aria-disabled=${state === 'sending' ? 'true' : nothing}>
            ${state === 'sending' ? t.sending : t.send}
          </button>
        </p>
      </form>
    `;
  }

  function failure(t: Words) {
    if (state === 'open' || state === 'sending' || state === 'sent') return nothing;
    return html`<b>${t.notSent}</b> ${t[state]}`;
  }

  function summary(wrong: Map<Field, string>, t: Words): TemplateResult {
    const labels: Record<Field, string> = { ...t, name_uk: t.nameUk, lat: t.at };
    const rows = [...fieldsOf(draft.kind).filter((f) => wrong.has(f)), ...[...wrong.keys()].filter((f) => !fieldsOf(draft.kind).includes(f))];
    return html`<div class="mistakes" tabindex="-1" role="alert">
      ${rows.length
        ? html`<b>${t.problems(rows.length)}</b>
            <ul>
              ${rows.map((f) =>
                fieldsOf(draft.kind).includes(f)
                  ? html`<li><button type="button" class="link" @click=${() => input(f)?.focus()}>${labels[f]}</button></li>`
                  : html`<li lang="en">${wrong.get(f)}</li>`,
              )}
            </ul>`
        : nothing}
    </div>`;
  }

  /** Of a known place: what about it. */
  function choice(t: Words): TemplateResult {
    const option = (kind: Kind, name: string) => html`<button
      type="button"
      aria-pressed=${draft.kind === kind ? 'true' : 'false'}
      @click=${() => draft.place && kind !== draft.kind && take(drafts.get(keyOf(kind, draft.place.id)) ?? newDraft(kind, draft.place))}
    >
      ${name}
    </button>`;
    return html`<div class="switch" role="group" aria-label=${t.what}>${option('report', t.aReport)}${option('correction', t.aMistake)}</div>`;
  }

  function about(wrong: Map<Field, string>, t: Words): TemplateResult {
    const own = draft.kind === 'place';
    return html`
      ${line('name', t.name, wrong, t, { lang: 'en', ...(own ? { hint: t.nameHint } : {}) })} ${line('name_uk', t.nameUk, wrong, t, { lang: 'uk' })}
      ${own ? nothing : line('also', t.also, wrong, t)} ${line('lat', t.at, wrong, t, { hint: t.atHint, required: own, after: whereabouts(t) })}
      ${own ? nothing : area('why', t.why, wrong, t, '')}
    `;
  }

  /** A way to take the middle of the map, and what is near. */
  function whereabouts(t: Words): TemplateResult {
    const middle = () => {
      const { lat, lon } = map.view();
      set('lat', writePosition({ lat, lon }));
    };
    return html`<button type="button" class="link" @click=${middle}>${t.centre}</button>
      <p class="near" role="status">${nearness(t)}</p>`;
  }

  function nearness(t: Words) {
    if (draft.place && draft.lat.trim() === writePosition(draft.place)) return t.same;
    const [nearest] = near ?? [];
    if (!near) return nothing;
    const called = ({ place }: Near) => nameIn(store.state.lang, place.name, place.name_uk);
    const km = (n: Near) => n.km.toLocaleString(store.state.lang === 'uk' ? 'uk' : 'en-GB', { maximumFractionDigits: 1 });
    const from = nearest ? (nearest.km < 0.05 ? t.here(called(nearest)) : t.from(km(nearest), called(nearest))) : t.lonely;
    const names = namesIn(draft);
    if (names.length === 0) return from;
    const [same] = namesakes(near, names, alike);
    if (!same) return nearest ? `${from} ${t.noNamesake}` : from;
    const instead = () => around.open({ kind: 'report', place: same.place });
    return html`${from === t.from(km(same), called(same)) ? nothing : `${from} `}<b>${t.namesake(called(same), km(same))}</b> ${draft.kind === 'place' && same.km < sameWithin
        ? html`<button type="button" class="link" @click=${instead}>${t.reportInstead(called(same))}</button>`
        : nothing}`;
  }

  function report(wrong: Map<Field, string>, t: Words): TemplateResult {
    return html`
      <fieldset
        class="field"
        role="radiogroup"
        aria-required="true"
        aria-invalid=${wrong.has('control') ? 'true' : nothing}
        aria-describedby=${wrong.has('control') ? 'add-control-wrong' : nothing}
      >
        <legend>${t.control} ${mark(true)}</legend>
        ${controls.map(
          (control) => html`<label class="check">
            <input
              type="radio"
              name="add-control"
              data-field="control"
              .checked=${live(draft.control === control)}
              @change=${() => set('control', control)}
            />
            ${markImage({ holder: holders[control], hollow: false })} ${t[control]}
          </label>`,
        )}
        ${mistake('control', wrong, t)}
      </fieldset>
      <div class="pair">
        ${(['date', 'reported'] as const).map((day) => line(day, t[day], wrong, t, { type: 'date', required: true, hint: inWords(draft[day]) }))}
      </div>
      ${area('quote', t.quote, wrong, t, t.quoteHint)} ${line('publisher', t.publisher, wrong, t, { required: true })}
      ${line('url', t.url, wrong, t, { type: 'url' })}
      <p class="note">${t.sure}</p>
    `;
  }

  /** A day in words: what a browser shows in its field may be read in two ways. */
  const inWords = (day: string) => (isDay(day) ? spoken(day, store.state.lang, 'long') : '');

  interface Look {
    type?: 'text' | 'date' | 'url';
    required?: boolean;
    hint?: string;
    lang?: string;
    after?: TemplateResult;
  }

  function line(field: Field, label: string, wrong: Map<Field, string>, t: Words, look: Look = {}): TemplateResult {
    const { type = 'text', required = false, hint, lang, after } = look;
    return html`<div class="field">
      <label for="add-${field}">${label} ${mark(required)}</label>
      <input
        id="add-${field}"
        data-field=${field}
        type=${type}
        lang=${lang ?? nothing}
        .value=${live(draft[field])}
        ?required=${required}
        max=${type === 'date' ? today() : nothing}
        min=${type === 'date' ? '2014-01-01' : nothing}
        maxlength=${longest[field] ?? nothing}
        autocomplete="off"
        spellcheck=${type === 'text' && field === 'publisher' ? nothing : 'false'}
        aria-invalid=${wrong.has(field) ? 'true' : nothing}
        aria-describedby=${described(field, hint, wrong)}
        @input=${(e: Event) => set(field, (e.target as HTMLInputElement).value)}
      />
      ${hint ? html`<small id="add-${field}-hint">${hint}</small>` : nothing} ${mistake(field, wrong, t)} ${after ?? nothing}
    </div>`;
  }

  function area(field: Field, label: string, wrong: Map<Field, string>, t: Words, hint: string): TemplateResult {
    return html`<div class="field">
      <label for="add-${field}">${label} ${mark(true)}</label>
      <textarea
        id="add-${field}"
        data-field=${field}
        rows="4"
        dir="auto"
        required
        maxlength=${longest[field] ?? nothing}
        .value=${live(draft[field])}
        aria-invalid=${wrong.has(field) ? 'true' : nothing}
        aria-describedby=${described(field, hint, wrong)}
        @input=${(e: Event) => set(field, (e.target as HTMLTextAreaElement).value)}
      ></textarea>
      ${hint ? html`<small id="add-${field}-hint">${hint}</small>` : nothing} ${mistake(field, wrong, t)}
    </div>`;
  }

  const described = (field: Field, hint: string | undefined, wrong: Map<Field, string>) =>
    [wrong.has(field) && `add-${field}-wrong`, hint && `add-${field}-hint`].filter(Boolean).join(' ') || nothing;

  const mistake = (field: Field, wrong: Map<Field, string>, t: Words) =>
    wrong.has(field)
      ? html`<span class="wrong" id="add-${field}-wrong" lang=${told.has(field) && t !== words.en ? 'en' : nothing}>${wrong.get(field)}</span>`
      : nothing;

  /** A sign that a field has to be filled; the field itself says so to who cannot see it. */
  const mark = (required: boolean) => (required ? html`<span class="star" aria-hidden="true">*</span>` : nothing);

  // Single keys are the form's own; Escape goes on.
  element.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') event.stopPropagation();
  });
  store.on(['lang'], draw);

  return {
    show(about) {
      const place = about.kind === 'place' ? null : about.place;
      const kept = drafts.get(keyOf(about.kind, place?.id));
      const named = about.kind === 'place' && about.name && !kept?.name && !kept?.name_uk;
      if (kept && named) Object.assign(kept, nameOf(about.name));
      take(kept ?? newDraft(about.kind, place, about.kind === 'place' ? about.name : ''));
      document.body.dataset['adding'] = '';
      element.scrollTop = 0;
      heading()?.focus();
    },
    hide() {
      delete document.body.dataset['adding'];
      clearTimeout(timer);
      asked.abort();
      map.aim(null);
      pin(null);
      if (state === 'sent') state = 'open';
    },
  };
}

const namesIn = ({ name, name_uk, also }: Draft): string[] => [name, name_uk, also].filter((text) => text.trim());

const keyOf = (kind: Kind, place: number | undefined) => `${kind} ${place ?? ''}`;

const nameOf = (name: string | undefined): Pick<Draft, 'name' | 'name_uk'> => {
  const { name: latin, name_uk } = newDraft('place', null, name);
  return { name: latin, name_uk };
};
