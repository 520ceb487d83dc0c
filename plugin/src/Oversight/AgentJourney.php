<?php

declare(strict_types=1);

namespace Counterfoil\Oversight;

use Counterfoil\Rest\Message;

if (!defined('ABSPATH')) {
    exit;
}

/** Where an order stands, as the connector says it in a receipts call. */
final class AgentJourney
{
    private function __construct(
        public readonly int $orderId,
        public readonly ?string $check,
        public readonly int $version,
        public readonly string $state,
        public readonly string $code,
        public readonly string $values,
        public readonly ?ErpDocument $document,
        public readonly ?string $total,
        public readonly ?string $currency,
        public readonly string $since,
    ) {}

    public static function of(Message $message): self
    {
        $document = $message->partOrNull('document');
        return new self(
            $message->whole('orderId'),
            $message->textOrNull('check'),
            $message->whole('version'),
            $message->text('state'),
            $message->text('code'),
            $message->json('values'),
            $document === null ? null : new ErpDocument($document->text('id'), $document->text('number'), $document->textOrNull('url'), $document->text('state')),
            $message->textOrNull('total'),
            $message->textOrNull('currency'),
            $message->text('since'),
        );
    }
}
