type Details = { field?: string | null; value?: unknown; [detail: string]: unknown };

/** An answer that isn't a success: becomes `{"error": {code, message, field, value, …}}` with this status. */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  readonly details: Details;

  constructor(status: number, code: string, message: string, details: Details = {}) {
    super(message);
    this.status = status;
    this.code = code;
    this.details = details;
  }

  toBody() {
    const { field = null, value = null, ...rest } = this.details;
    return { error: { code: this.code, message: this.message, field, value, ...rest } };
  }
}

export function invalid(field: string, value: unknown, message: string): ApiError {
  return new ApiError(422, 'invalid', `${field}: ${message}`, { field, value });
}

export function notFound(what: string): ApiError {
  return new ApiError(404, 'not_found', `there is no ${what}`);
}
