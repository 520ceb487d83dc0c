<?php

declare(strict_types=1);

namespace Counterfoil\Rest;

if (!defined('ABSPATH')) {
    exit;
}

/** Answers one of the connector's calls. AgentRoutes turns what is thrown into an answer. */
interface AgentController
{
    /**
     * @param CallCount $count counted on once the caller is known
     * @return array<string, mixed> the answer's body
     * @throws Refusal
     */
    public function answer(\WP_REST_Request $request, CallCount $count): array;
}
