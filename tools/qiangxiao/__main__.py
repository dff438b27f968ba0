"""`python -m qiangxiao`."""

import sys

from qiangxiao.commands.main import main

sys.exit(main())
