// Reports and states for tests: a whole one, with what matters to the test changed.

import type { Area, Change, ControlState, Report } from '../src/api.ts';

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
    article_id: null,
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
    rests_on: 'report',
    known_from: '2022-09-11',
    claim_by: null,
    claim_since: null,
    claim_announced: null,
    claim_disputed: null,
    reports: 1,
    because: '1',
    ...change,
  };
}

export function change(other: Partial<Change> = {}): Change {
  return {
    id: 70,
    lon: 37.28,
    lat: 49.21,
    place_id: 7,
    name: 'Izium',
    name_uk: 'Ізюм',
    kind: 'settlement',
    oblast: 'UA-63',
    population: 45884,
    date: '2022-09-10',
    date_precision: 'day',
    change: 'recaptured',
    from_holder: 'RU',
    from_claim_by: null,
    to_holder: 'UA',
    to_claim_by: null,
    to_claim_announced: null,
    to_claim_disputed: null,
    presumed: false,
    known_from: '2022-09-11',
    reports: 1,
    because: '1',
    publishers: 'Sample',
    withdrawal: false,
    event: 1,
    status: 'confirmed',
    quote: 'Ukrainian forces have recaptured Izium',
    source: null,
    source_side: 'media',
    publisher: 'Sample',
    title: null,
    url: null,
    published: '2022-09-11',
    ...other,
  };
}

/** Ground of squares of one degree, by the corners where they begin; neighbours share their vertices. */
export function area(corners: readonly (readonly [lon: number, lat: number])[], change: Partial<Area> = {}): Area {
  const square = (lon: number, lat: number) => [
    [lon, lat],
    [lon + 1, lat],
    [lon + 1, lat + 1],
    [lon, lat + 1],
    [lon, lat],
  ];
  const shape: Area['shape'] = { type: 'MultiPolygon', coordinates: corners.map(([lon, lat]) => [square(lon, lat)]) };
  return { holder: 'UA', certainty: 'reported', claim_by: null, claim_disputed: null, area_km2: 8000, shape, ...change };
}
