from os.path import basename, dirname, join
import glob

__all__ = [basename(f)[:-3] for f in glob.glob(join(dirname(__file__), "*.py")) if not f.endswith("__init__.py")]
