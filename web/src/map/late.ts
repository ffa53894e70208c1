// What the map gets when its first picture is drawn: cities to find one's way by, and the names of rivers.

export { cities } from 'virtual:cities';
export { RiverNames } from './rivernames.ts';
