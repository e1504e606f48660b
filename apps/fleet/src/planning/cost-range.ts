/** US dollars a month, from the cheapest choice to the most expensive. */
export interface CostRange {
  readonly least: number;
  readonly most: number;
}
