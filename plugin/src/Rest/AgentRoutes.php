<?php

declare(strict_types=1);

namespace Counterfoil\Rest;

use Counterfoil\Database\CountersTable;
use Counterfoil\Database\QueryFailed;
use Counterfoil\Database\UtcTime;
use Counterfoil\Plugin;

if (!defined('ABSPATH')) {
    exit;
}

/** The routes of the connector, and how what goes wrong in them is answered. Only POST: shared hosts cache GETs and block other methods. */
final class AgentRoutes
{
    /** @var array<string, class-string<AgentController>> */
    private const CONTROLLERS = [
        'pair' => PairController::class,
        'events' => EventsController::class,
        'receipts' => ReceiptsController::class,
    ];

    public static function register(): void
    {
        foreach (array_keys(self::CONTROLLERS) as $route) {
            register_rest_route(Plugin::REST_NAMESPACE, "/{$route}", [
                'methods' => \WP_REST_Server::CREATABLE,
                'callback' => [self::class, 'answer'],
                // Each call is signed; its controller checks that before anything else. No WordPress user stands behind it.
                'permission_callback' => '__return_true',
            ]);
        }
    }

    public static function answer(\WP_REST_Request $request): \WP_REST_Response|\WP_Error
    {
        global $wpdb;
        /** @var \wpdb $wpdb */
        $controller = self::CONTROLLERS[basename($request->get_route())];
        $count = new CallCount(new CountersTable($wpdb));
        try {
            return new \WP_REST_Response((new $controller($wpdb))->answer($request, $count));
        } catch (Refusal $refusal) {
            return $refusal->asError(self::standing($wpdb, $count));
        } catch (QueryFailed $failure) {
            self::log($failure);
            return (new Refusal(ErrorCode::StorageFailed, "The shop's database refused a statement. Its log (WooCommerce > Status > Logs, counterfoil) says which."))->asError(self::standing($wpdb, $count));
        } catch (\Throwable $failure) {
            self::log($failure);
            $where = basename($failure->getFile()) . ':' . $failure->getLine();
            return (new Refusal(ErrorCode::StorageFailed, 'The shop failed: ' . get_class($failure) . " in {$where}. Its log (WooCommerce > Status > Logs, counterfoil) says more."))->asError(self::standing($wpdb, $count));
        }
    }

    /** @return array<string, int|string> what every refusal carries: the shop's time, and its count of reads once the caller is known */
    private static function standing(\wpdb $db, CallCount $count): array
    {
        try {
            $standing = ['serverTime' => UtcTime::now($db)];
        } catch (QueryFailed) {
            return []; // the database is what failed
        }
        return $count->present() === null ? $standing : $standing + ['readCount' => $count->present()];
    }

    /** Without what a statement or a message may carry of a person. */
    private static function log(\Throwable $failure): void
    {
        $message = (string) preg_replace(['/ \(statement: .*/s', '/[^\s@\'"]+@[^\s@\'"]+/'], ['', '…@…'], $failure->getMessage());
        wc_get_logger()->error(get_class($failure) . ': ' . mb_substr($message, 0, 300), [
            'source' => 'counterfoil',
            'at' => $failure->getFile() . ':' . $failure->getLine(),
        ]);
    }
}
