#include "server/http/json_reader.hpp"
#include "models/identity.hpp"
#include <cmath>
#include <nlohmann/json.hpp>
#include <vector>

namespace server {

using nlohmann::json;

namespace {

constexpr std::size_t kMostLevels = 32;

// Walks over the text and tells how far the parser has come.
class Counting {
public:
    using iterator_category = std::input_iterator_tag;
    using value_type = char;
    using difference_type = std::ptrdiff_t;
    using pointer = const char*;
    using reference = const char&;
    Counting(const char* at, const char** reached) : at_(at), reached_(reached) {}
    reference operator*() const { return *at_; }
    Counting& operator++()
    {
        *reached_ = ++at_;
        return *this;
    }
    Counting operator++(int)
    {
        auto before = *this;
        ++*this;
        return before;
    }
    bool operator==(const Counting& other) const { return at_ == other.at_; }

private:
    const char* at_;
    const char** reached_;
};

// Builds the value; stops at the first thing that must not be.
class Builder final : public json::json_sax_t {
public:
    const char* wrong = nullptr; // "depth", "duplicate" …
    json root;

    bool null() override { return put(nullptr); }
    bool boolean(bool value) override { return put(value); }
    bool number_integer(std::int64_t value) override { return put(value); }
    bool number_unsigned(std::uint64_t value) override
    {
        if (value > static_cast<std::uint64_t>(INT64_MAX)) return fail("too_large_number");
        return put(static_cast<std::int64_t>(value));
    }
    // The parser hands integers beyond 64 bits over as floating point.
    bool number_float(double value, const std::string& written) override
    {
        const bool is_whole = written.find_first_of(".eE") == std::string::npos;
        return is_whole || !std::isfinite(value) ? fail("too_large_number") : put(value);
    }
    bool string(std::string& value) override
    {
        return models::is_utf8(value) ? put(std::move(value)) : fail("control");
    }
    bool binary(json::binary_t&) override { return fail("syntax"); }
    bool start_object(std::size_t) override { return open(json::object()); }
    bool start_array(std::size_t) override { return open(json::array()); }
    bool end_object() override { return close(); }
    bool end_array() override { return close(); }
    bool key(std::string& name) override
    {
        if (!models::is_utf8(name)) return fail("control");
        if (open_.back()->contains(name)) return fail("duplicate");
        name_ = std::move(name);
        return true;
    }
    bool parse_error(std::size_t, const std::string&, const json::exception& why) override
    {
        constexpr int kNumberTooLarge = 406;
        return fail(why.id == kNumberTooLarge ? "too_large_number" : "syntax");
    }

private:
    bool fail(const char* what)
    {
        if (!wrong) wrong = what;
        return false;
    }
    bool put(json value) { return place(std::move(value)) != nullptr; }
    json* place(json value)
    {
        if (open_.empty()) return &(root = std::move(value));
        if (open_.back()->is_array()) return &open_.back()->emplace_back(std::move(value));
        return &((*open_.back())[name_] = std::move(value));
    }
    bool open(json container)
    {
        if (open_.size() == kMostLevels) return fail("depth");
        open_.push_back(place(std::move(container)));
        return true;
    }
    bool close()
    {
        open_.pop_back();
        return true;
    }

    std::vector<json*> open_;
    std::string name_;
};

auto refuse_at(const std::string& what, std::string_view text, std::size_t offset)
{
    std::size_t line = 1, column = 1;
    for (const char c : text.substr(0, offset)) {
        line += c == '\n';
        column = c == '\n' ? 1 : column + ((static_cast<unsigned char>(c) & 0xC0) != 0x80);
    }
    return models::refuse(models::Reason::unreadable, "error.json." + what, "",
                          {{"line", std::to_string(line)}, {"column", std::to_string(column)}});
}

bool is_broken_utf8(std::string_view text)
{
    if (models::is_utf8(text)) return false;
    // Raw control characters are the parser's to find; a NUL would end it early.
    std::string visible(text);
    for (char& c : visible)
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) c = ' ';
    return !models::is_utf8(visible);
}

} // namespace

models::Result<json> read_json(std::string_view text)
{
    if (text.starts_with("\xEF\xBB\xBF")) return refuse_at("bom", text, 0);
    if (const auto nul = text.find('\0'); nul != std::string_view::npos) return refuse_at("nul", text, nul);
    if (is_broken_utf8(text)) return refuse_at("utf8", text, 0);
    Builder builder;
    const char* reached = text.data();
    const bool read = json::sax_parse(Counting(text.data(), &reached),
                                      Counting(text.data() + text.size(), &reached), &builder);
    if (read && !builder.wrong) return std::move(builder.root);
    const auto offset = static_cast<std::size_t>(reached - text.data());
    return refuse_at(builder.wrong ? builder.wrong : "syntax", text, offset == 0 ? 0 : offset - 1);
}

} // namespace server
