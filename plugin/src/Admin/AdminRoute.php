<?php

declare(strict_types=1);

namespace Counterfoil\Admin;

use Counterfoil\Database\QueryFailed;

if (!defined('ABSPATH')) {
    exit;
}

/**
 * The routes of wp-admin's own screens, counterfoil-admin/v1: for logged-in people, by WordPress's cookie and nonce.
 * Shapes: shared-types/src/admin.
 */
final class AdminRoute
{
    private const NAMESPACE = 'counterfoil-admin/v1';

    public static function registerAll(): void
    {
        self::register('/overview', 'GET', Capabilities::SEE, [OverviewController::class, 'show']);
        self::register('/orders-stopped', 'POST', Capabilities::MEND, [OverviewController::class, 'stopOrders'], [
            'stopped' => ['type' => 'boolean', 'required' => true],
        ]);
        self::register('/alerts/seen', 'POST', Capabilities::MEND, [OverviewController::class, 'alertSeen'], [
            'id' => ['type' => 'integer', 'required' => true, 'minimum' => 1],
        ]);
        self::register('/journeys', 'GET', Capabilities::SEE, [JourneysController::class, 'list'], JourneysController::listArguments());
        self::register('/journeys/(?P<id>[1-9]\d{0,15})', 'GET', Capabilities::SEE, [JourneysController::class, 'show'], JourneysController::ofFormerOrder());
        self::register('/journeys/(?P<id>[1-9]\d{0,15})/panel', 'GET', Capabilities::SEE, [OrderPanel::class, 'again']);
        CommandsController::registerAll();
        self::register('/connection', 'GET', Capabilities::SEE, [ConnectionController::class, 'show']);
        self::register('/connection/code', 'POST', Capabilities::CONNECT, [ConnectionController::class, 'makeCode']);
        $key = ['keyId' => ['type' => 'string', 'required' => true, 'maxLength' => 32]];
        self::register('/connection/confirm', 'POST', Capabilities::CONNECT, [ConnectionController::class, 'confirm'], $key);
        self::register('/connection/revoke', 'POST', Capabilities::CONNECT, [ConnectionController::class, 'revoke'], $key);
        self::register('/connection/remove-data', 'POST', Capabilities::CONNECT, [ConnectionController::class, 'removeData'], [
            'removesData' => ['type' => 'boolean', 'required' => true],
        ]);
        self::register('/connection/copy', 'POST', Capabilities::CONNECT, [ConnectionController::class, 'declareCopy']);
    }

    /**
     * @param non-falsy-string $path
     * @param callable(\WP_REST_Request<array<string, mixed>>): (array<string, mixed>|\WP_Error) $answer
     * @param array<string, array<string, mixed>> $arguments
     */
    public static function register(string $path, string $method, string $capability, callable $answer, array $arguments = []): void
    {
        register_rest_route(self::NAMESPACE, $path, [
            'methods' => $method,
            'permission_callback' => static fn(): bool => current_user_can($capability),
            'args' => $arguments,
            'callback' => static function (\WP_REST_Request $request) use ($answer): \WP_REST_Response|\WP_Error {
                try {
                    $answered = $answer($request);
                } catch (QueryFailed $failure) {
                    return new \WP_Error('storage_failed', self::words()->say('screen_storage_failed'), ['status' => 500]);
                }
                return $answered instanceof \WP_Error ? $answered : new \WP_REST_Response($answered);
            },
        ]);
    }

    public static function words(): Words
    {
        return Words::forLocale(get_user_locale());
    }
}
