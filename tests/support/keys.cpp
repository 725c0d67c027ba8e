#include "tests/support/keys.hpp"
#include "tests/support/temp_folder.hpp"
#include <cstdlib>
#include <stdexcept>

namespace support {

const Keys& own_keys()
{
    static const TempFolder folder;
    static const Keys keys = [] {
        Keys made{folder.path() / "certificate.pem", folder.path() / "key.pem"};
        const std::string command =
            "umask 077; openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes "
            "-days 2 -subj /CN=localhost -keyout " +
            made.key.string() + " -out " + made.certificate.string() + " 2>/dev/null";
        if (std::system(command.c_str()) != 0) throw std::runtime_error("openssl made no certificate");
        return made;
    }();
    return keys;
}

} // namespace support
