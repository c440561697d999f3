export interface ShopOrder {
  id: number;
  financial_status: string;
  currency: string;
  email: string | null;
  line_items: { sku: string; quantity: number; price: string }[];
}

export interface OrderEvent {
  type: string;
  channel: string;
  order_id: string;
  customer: string | null;
  lines: { sku: string; quantity: number; amount_cents: number }[];
  total_cents: number;
}

export interface Helpers {
  readonly env: { readonly CHANNEL: string; readonly CURRENCY: string };
  readonly logger: { info(...values: unknown[]): void; warn(...values: unknown[]): void };
}
