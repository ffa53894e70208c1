// Reports and states for tests: a whole one, with what matters to the test changed.

import type { ControlState, Report } from '../src/api.ts';

export function report(change: Partial<Report> = {}): Report {
  return {
    id: 1,
    lon: 37.28,
    lat: 49.21,
    place: 'Izium',
    place_uk: 'Ізюм',
    place_id: 7,
    place_kind: 'settlement',
    oblast: 'UA-63',
    kind: 'liberation',
    by: 'UA',
    from: 'RU',
    by_detail: null,
    status: 'confirmed',
    date: '2022-09-10',
    date_precision: 'day',
    date_basis: 'event',
    background: false,
    quote: 'Ukrainian forces have recaptured Izium',
    source: null,
    source_side: 'media',
    publisher: 'Sample',
    title: null,
    url: null,
    published: '2022-09-11',
    ...change,
  };
}

export function state(change: Partial<ControlState> = {}): ControlState {
  return {
    id: 7,
    lon: 37.28,
    lat: 49.21,
    name: 'Izium',
    name_uk: 'Ізюм',
    kind: 'settlement',
    oblast: 'UA-63',
    population: 45884,
    holder: 'UA',
    previous: 'RU',
    since: '2022-09-10',
    presumed: false,
    claim_by: null,
    claim_since: null,
    claim_disputed: null,
    reports: 1,
    because: '1',
    ...change,
  };
}
