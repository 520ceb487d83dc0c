<?php

declare(strict_types=1);

namespace Counterfoil\Oversight;

use Counterfoil\Rest\Message;

if (!defined('ABSPATH')) {
    exit;
}

/** One document that the ERP keeps for an order. */
final class JourneyDocument
{
    public function __construct(
        public readonly DocumentKey $key,
        /** With kind and shop id it tells this from what had the id before. */
        public readonly string $check,
        public readonly ErpDocument $document,
        /** Of the documents of one kind and shop id one counts; what was replaced does not. */
        public readonly bool $live,
    ) {}

    public static function of(Message $message): self
    {
        return new self(
            DocumentKey::of($message),
            $message->text('check'),
            new ErpDocument($message->text('id'), $message->text('number'), $message->textOrNull('url'), $message->text('state')),
            $message->flag('live'),
        );
    }
}
