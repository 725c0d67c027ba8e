#pragma once
#include <filesystem>

namespace support {

// A certificate and key of one's own, made once a program by openssl; the key is 0600.
struct Keys {
    std::filesystem::path certificate, key;
};
const Keys& own_keys();

} // namespace support
