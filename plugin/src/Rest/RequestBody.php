<?php

declare(strict_types=1);

namespace Counterfoil\Rest;

if (!defined('ABSPATH')) {
    exit;
}

/**
 * The message of a call. One that a firewall refuses as JSON comes once more as base64 (shared-types/src/signature.ts,
 * ENCODING_HEADER).
 */
final class RequestBody
{
    /** @throws Refusal message_invalid */
    public static function of(\WP_REST_Request $request): string
    {
        $body = $request->get_body();
        $encoding = $request->get_header('counterfoil_encoding');
        if ($encoding === null) {
            return $body;
        }
        $decoded = $encoding === 'base64' ? base64_decode($body, true) : false;
        return is_string($decoded) ? $decoded : throw new Refusal(ErrorCode::MessageInvalid, 'The body is not encoded as its header says.', ['field' => '']);
    }
}
