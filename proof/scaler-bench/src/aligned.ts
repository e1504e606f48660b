/** Formats rows as a text table with aligned columns. */
export function aligned(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** Rounds a figure to a whole number; a dash if it was not measured. */
export const whole = (value: number | undefined): string =>
  value === undefined || Number.isNaN(value) ? '–' : String(Math.round(value));

/** Formats a ratio, e.g. `1.05 ×`; a dash if it is unknown. */
export const times = (value: number): string => (Number.isFinite(value) ? `${value.toFixed(2)} ×` : '–');
