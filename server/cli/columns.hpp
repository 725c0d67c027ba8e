#pragma once
#include <string>
#include <string_view>

// Text in columns of a terminal, where a Chinese character takes two cells.
namespace server::cli {

std::size_t display_width(std::string_view utf8);

// Exactly so many cells: filled up with spaces, or cut and ended with "..".
std::string left(std::string text, std::size_t width);
std::string right(std::string text, std::size_t width);

// Signs that some terminals draw two cells wide, as such that none does: ≤ becomes <=, · a space.
std::string narrow(std::string text);

enum class Paint { none, strong, faint, good, ask, bad, bar };
class Painter {
public:
    explicit Painter(bool color) : color_(color) {}
    std::string operator()(Paint, std::string text) const; // without color: the text as it is

private:
    bool color_;
};

} // namespace server::cli
