<?php

declare(strict_types=1);

namespace Counterfoil\Tests\Setup;

use Automattic\WooCommerce\Utilities\FeaturesUtil;
use Counterfoil\Tests\RequiresWooCommerce;
use PHPUnit\Framework\TestCase;

/**
 * What happens where something is missing: the plugin's own files in a bare PHP process with WordPress's functions
 * played by the test.
 */
final class RequirementsTest extends TestCase
{
    protected function setUp(): void
    {
        RequiresWooCommerce::skipOnStandIn($this);
    }

    /** @return array{met: bool, hooks: list<string>, printed: string} */
    private function boot(string $wordpress, ?string $woocommerce, string $locale = 'en_US'): array
    {
        $script = '
            define("ABSPATH", "/"); define("HOUR_IN_SECONDS", 3600); define("MINUTE_IN_SECONDS", 60); $hooks = [];
            function add_action($hook, $call, $priority = 10) { global $hooks; $hooks[$hook][] = $call; }
            function add_filter($hook, $call, $priority = 10) { add_action($hook, $call); }
            function register_activation_hook() {} function register_deactivation_hook() {}
            function get_bloginfo() { return ' . var_export($wordpress, true) . '; }
            function get_user_locale() { return ' . var_export($locale, true) . '; } function esc_html($text) { return $text; } function current_user_can() { return true; } function wp_doing_cron() { return false; }
            ' . ($woocommerce === null ? '' : 'define("WC_VERSION", ' . var_export($woocommerce, true) . ');') . '
            require ' . var_export(dirname(__DIR__, 2) . '/counterfoil.php', true) . ';
            $met = Counterfoil\Setup\Requirements::areMet();
            function WC() { return new stdClass(); }
            if (!$met) { ($hooks["before_woocommerce_init"][0])(); ($hooks["plugins_loaded"][0])(); }
            ob_start(); foreach ($hooks["admin_notices"] ?? [] as $call) if (is_array($call) && $call[1] === "showNotice") $call();
            echo json_encode(["met" => $met, "hooks" => array_keys($hooks), "printed" => ob_get_clean()]);';
        $output = (string) shell_exec(escapeshellarg(PHP_BINARY) . ' -d display_errors=stderr -r ' . escapeshellarg($script));
        /** @var array{met: bool, hooks: list<string>, printed: string}|null $answer */
        $answer = json_decode($output, true);
        self::assertNotNull($answer, $output);
        return $answer;
    }

    public function testWithoutWooCommerceItSaysWhatToDoAndDoesNothingElse(): void
    {
        $answer = $this->boot('7.1', null);
        self::assertStringContainsString('WooCommerce is not active. Activate it', $answer['printed']);
        self::assertNotContains('woocommerce_after_order_object_save', $answer['hooks']);
        self::assertNotContains('admin_init', $answer['hooks']);
    }

    public function testAnOldWooCommerceIsNamedWithTheVersionNeeded(): void
    {
        $answer = $this->boot('7.1', '8.9.3');
        self::assertStringContainsString('needs WooCommerce 9.0 or newer, and this site runs 8.9.3', $answer['printed']);
        self::assertNotContains('shutdown', $answer['hooks']);
    }

    public function testAnOldWooCommerceIsNotAskedWhatOnlyNewerOnesAnswer(): void
    {
        self::assertFalse($this->boot('7.1', '8.2.0')['met'], 'a fatal error in before_woocommerce_init would take the whole site down');
    }

    public function testItSpeaksTheReadersLanguageAlsoWhereNothingElseOfItRuns(): void
    {
        self::assertStringContainsString('Es braucht WooCommerce 9.0 oder neuer, und diese Website läuft mit 8.9.3', $this->boot('7.1', '8.9.3', 'de_DE')['printed']);
    }

    public function testAnOldWordPressIsNamedWithTheVersionNeeded(): void
    {
        self::assertStringContainsString('needs WordPress 6.6 or newer, and this site runs 6.5.5', $this->boot('6.5.5', '9.0.0')['printed']);
    }

    public function testTheOldestVersionsThatWillDoAreEnough(): void
    {
        self::assertTrue($this->boot('6.6', '9.0.0')['met']);
        self::assertTrue($this->boot('6.6-RC3', '9.0.0')['met'], 'WordPress activates the plugin there');
        self::assertFalse($this->boot('6.6', '8.9.9')['met']);
    }

    #[RequiresWooCommerce('list of compatible plugins')]
    public function testOrderStorageAndBlockCheckoutAreDeclaredCompatible(): void
    {
        $plugin = plugin_basename(COUNTERFOIL_FILE);
        foreach (['custom_order_tables', 'cart_checkout_blocks'] as $feature) {
            $plugins = FeaturesUtil::get_compatible_plugins_for_feature($feature)['compatible'] ?? null;
            self::assertIsArray($plugins);
            self::assertContains($plugin, $plugins, $feature);
        }
    }

    public function testTheMainFileCanBeReadByTheOldestPhpThatWordPressStartsOn(): void
    {
        $tokens = token_get_all((string) file_get_contents(COUNTERFOIL_FILE));
        $newer = array_filter($tokens, static fn(array|string $token): bool => is_array($token) && in_array($token[0], [T_MATCH, T_ENUM, T_READONLY, T_ATTRIBUTE, T_FN, T_NULLSAFE_OBJECT_OPERATOR], true));
        self::assertSame([], array_values($newer));
    }
}
