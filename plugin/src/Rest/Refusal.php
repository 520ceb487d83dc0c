<?php

declare(strict_types=1);

namespace Counterfoil\Rest;

if (!defined('ABSPATH')) {
    exit;
}

/** A request that is refused, with what the agent needs to go on. Nothing of the request was done. */
final class Refusal extends \RuntimeException
{
    /**
     * @param array<string, int|string|list<int>> $facts beside `status` in the answer's `data`: serverTime, field,
     *   highestConfirmationCount …
     */
    public function __construct(
        public readonly ErrorCode $errorCode,
        string $message,
        public readonly array $facts = [],
        ?\Throwable $previous = null,
    ) {
        parent::__construct($message, 0, $previous);
    }

    /** @param array<string, int|string|list<int>> $more */
    public function asError(array $more): \WP_Error
    {
        $data = ['status' => $this->errorCode->status()] + $this->facts + $more;
        return new \WP_Error($this->errorCode->value, mb_substr($this->getMessage(), 0, 2000), $data);
    }
}
