#pragma once
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace server::rounds {

// SHA-256 of what is added, piece by piece.
class Digest {
public:
    Digest();
    ~Digest();
    void add(std::string_view bytes);
    std::string hex() &&; // 64 digits; nothing may be added after

private:
    struct State;
    std::unique_ptr<State> state_;
};

std::optional<std::string> file_digest(const std::filesystem::path&); // nothing: it cannot be read

} // namespace server::rounds
