// Days as the office counts them. A phone's clock may be wrong: its distance to the office's day,
// as last heard, is counted in.

const DAY = 86_400_000;
let ahead = 0; // so many days the office is ahead of this phone

const text = (date: Date) =>
  `${date.getFullYear()}-${`${date.getMonth() + 1}`.padStart(2, "0")}-${`${date.getDate()}`.padStart(2, "0")}`;
const noon = (day: string) => Date.parse(`${day}T12:00:00Z`);

export const setAhead = (days: number) => { ahead = days; };
export const daysAhead = (officeDay: string) => Math.round((noon(officeDay) - noon(text(new Date()))) / DAY);
export const today = () => shifted(text(new Date()), ahead);
export const shifted = (day: string, by: number) =>
  new Date(noon(day) + by * DAY).toISOString().slice(0, 10);
export const between = (from: string, to: string) => Math.round((noon(to) - noon(from)) / DAY);

/** Kilometres in a straight line. */
export function apart(a: [number, number], b: [number, number]): number {
  const rad = Math.PI / 180;
  const x = (b[1] - a[1]) * rad * Math.cos(((a[0] + b[0]) / 2) * rad), y = (b[0] - a[0]) * rad;
  return 6371 * Math.hypot(x, y);
}
