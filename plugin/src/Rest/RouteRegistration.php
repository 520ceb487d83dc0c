<?php

declare(strict_types=1);

namespace Counterfoil\Rest;

use Counterfoil\Admin\AdminRoute;
use Counterfoil\Admin\Capabilities;

if (!defined('ABSPATH')) {
    exit;
}

/**
 * Registers our routes only where somebody asks for them: registering loads their controllers, and a checkout through
 * the REST API needs none. Another plugin's route asked for over HTTP leaves them out; the index, a batch, and PHP that
 * uses the REST server by itself get them.
 */
final class RouteRegistration
{
    /** @var \WP_REST_Server|null the server that has them */
    private static ?\WP_REST_Server $has = null;

    /** @param mixed $server Action `rest_api_init` */
    public static function whereAskedFor($server): void
    {
        if ($server instanceof \WP_REST_Server && !self::asksForAnothers()) {
            self::register($server);
        }
    }

    /**
     * Filter `rest_pre_dispatch`, first: a call of ours from inside another request.
     *
     * @param mixed $answer returned unchanged
     * @param mixed $server
     * @param mixed $request
     */
    public static function beforeDispatch($answer, $server = null, $request = null): mixed
    {
        if ($server instanceof \WP_REST_Server && $request instanceof \WP_REST_Request && str_starts_with($request->get_route(), '/counterfoil')) {
            self::register($server);
        }
        return $answer;
    }

    private static function register(\WP_REST_Server $server): void
    {
        if (self::$has === $server) {
            return;
        }
        self::$has = $server;
        Capabilities::begin();
        AgentRoutes::register();
        AdminRoute::registerAll();
    }

    private static function asksForAnothers(): bool
    {
        global $wp;
        $route = $wp instanceof \WP ? $wp->query_vars['rest_route'] ?? '' : '';
        return is_string($route) && preg_match('~^/(?!counterfoil|batch/)[^/]~', $route) === 1;
    }
}
