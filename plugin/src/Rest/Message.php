<?php

declare(strict_types=1);

namespace Counterfoil\Rest;

if (!defined('ABSPATH')) {
    exit;
}

/**
 * One object of a message that was found right, read field by field. Asking for what its schema does not promise is a
 * defect of ours.
 */
final class Message
{
    private function __construct(
        private readonly \stdClass $fields,
        /** Of the contract, that the whole message is written in. */
        public readonly int $version,
    ) {}

    /**
     * What the message's own version does not name is read over.
     *
     * @param string $schema file of plugin/schema/<version> without its ending: `events-request`
     * @throws Refusal message_invalid, naming the field; version_unknown
     */
    public static function parse(string $body, string $schema): self
    {
        $message = json_decode($body, false, 64);
        if ($message === null && json_last_error() !== JSON_ERROR_NONE) {
            throw new Refusal(ErrorCode::MessageInvalid, 'The body is not JSON: ' . json_last_error_msg(), ['field' => '']);
        }
        $version = ContractVersion::of($message);
        $error = (new SchemaValidator())->firstError($message, self::schema($version, $schema));
        if ($error !== null) {
            $field = mb_substr($error->field, 0, 200);
            throw new Refusal(ErrorCode::MessageInvalid, trim("{$field}: {$error->reason}", ': '), ['field' => $field]);
        }
        return $message instanceof \stdClass ? new self($message, $version) : throw new \LogicException("{$schema} takes something that is no object");
    }

    private static function schema(int $version, string $name): \stdClass
    {
        $text = file_get_contents(dirname(COUNTERFOIL_FILE) . "/schema/{$version}/{$name}.json");
        $schema = $text === false ? null : json_decode($text, false);
        return $schema instanceof \stdClass ? $schema : throw new \LogicException("plugin/schema/{$version}/{$name}.json is missing or broken");
    }

    public function whole(string $field): int
    {
        return $this->wholeOrNull($field) ?? throw self::notPromised($field);
    }

    public function wholeOrNull(string $field): ?int
    {
        $value = $this->value($field);
        return $value === null || is_int($value) ? $value : throw self::notPromised($field);
    }

    public function text(string $field): string
    {
        return $this->textOrNull($field) ?? throw self::notPromised($field);
    }

    public function textOrNull(string $field): ?string
    {
        $value = $this->value($field);
        return $value === null || is_string($value) ? $value : throw self::notPromised($field);
    }

    public function flag(string $field): bool
    {
        $value = $this->value($field);
        return is_bool($value) ? $value : throw self::notPromised($field);
    }

    public function part(string $field): self
    {
        return $this->partOrNull($field) ?? throw self::notPromised($field);
    }

    public function partOrNull(string $field): ?self
    {
        $value = $this->value($field);
        if ($value === null) {
            return null;
        }
        return $value instanceof \stdClass ? new self($value, $this->version) : throw self::notPromised($field);
    }

    /** @return list<string> */
    public function texts(string $field): array
    {
        return array_map(static fn(mixed $one): string => is_string($one) ? $one : throw self::notPromised($field), $this->list($field));
    }

    /** @return list<self> */
    public function parts(string $field): array
    {
        return array_map(fn(mixed $one): self => $one instanceof \stdClass ? new self($one, $this->version) : throw self::notPromised($field), $this->list($field));
    }

    /** The part as JSON text, to be kept as it came. */
    public function json(string $field): string
    {
        return (string) json_encode($this->value($field), JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES);
    }

    /** @return list<mixed> */
    private function list(string $field): array
    {
        $value = $this->value($field);
        return is_array($value) ? array_values($value) : throw self::notPromised($field);
    }

    private function value(string $field): mixed
    {
        return property_exists($this->fields, $field) ? $this->fields->{$field} : throw self::notPromised($field);
    }

    private static function notPromised(string $field): \LogicException
    {
        return new \LogicException("The schema does not promise {$field} in this form");
    }
}
