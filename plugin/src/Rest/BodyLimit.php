<?php

declare(strict_types=1);

namespace Counterfoil\Rest;

if (!defined('ABSPATH')) {
    exit;
}

/**
 * How many bytes the body of a call may have, looked at before anybody knows who sent it: by the length it announces,
 * before WordPress reads it, and by its own before it is decoded. The connector halves a message that is answered with
 * 413.
 */
final class BodyLimit
{
    /**
     * `pair`: ten times what one has. `events`: 400 ids. Both also where they travel as base64. `receipts`: two to
     * three times what 400 of each have.
     */
    private const BYTES = ['pair' => 4096, 'events' => 32_768, 'receipts' => 1_048_576];

    public static function of(string $route): int
    {
        return self::BYTES[basename($route)] ?? min(self::BYTES);
    }

    /** Ends the request, if what it announces is too much. */
    public static function refuseAnnounced(string $route): void
    {
        $length = $_SERVER['CONTENT_LENGTH'] ?? 0;
        if (!is_numeric($length) || (float) $length <= self::of($route)) {
            return;
        }
        http_response_code(413);
        header('Cache-Control: no-store, private');
        header('Content-Type: text/plain; charset=UTF-8');
        exit(self::sentence($route));
    }

    /** The answer to a body that is too long; null: it is not. */
    public static function refusal(\WP_REST_Request $request): ?\WP_REST_Response
    {
        return strlen((string) $request->get_body()) > self::of($request->get_route()) ? new \WP_REST_Response(self::sentence($request->get_route()), 413) : null;
    }

    private static function sentence(string $route): string
    {
        return sprintf('The body may have at most %d bytes.', self::of($route));
    }
}
